"""What the handler hands to the conversation beside what somebody said."""

from tests.bot.support.edge import echo, running


async def test_a_dialog_is_told_the_limits_of_the_policy_that_is_loaded(tmp_path):
    seen = []

    def listening(state, incoming, asker, view, ports, keepers):
        seen.append(ports.limits)
        return echo(state, incoming, asker, view, ports, keepers)

    async with running(tmp_path, listening, sending=False) as edge:
        assert (await edge.say("hello"))[0] == 200
    assert [(each.cases_a_day, each.open_cases) for each in seen] == [(19, 5)]
