"""What each key of the directory is for, in a sentence that an editor shows beside it."""

DESCRIBED = {
    "vendor": "The vendor: there is one.",
    "partners": "The partners; in an account, the ids of those who serve it, the first one first.",
    "accounts": "The customers' organisations.",
    # Every organisation
    "id": "A short name, as people type it: letters, digits, hyphens.",
    "name": "What people call it, or them.",
    "tenants": "Entra tenant ids.",
    "people": "The people who are known by name; everybody else of the tenant belongs to it all the same.",
    "object": "The person's Entra object id.",
    "roles": "What somebody is at work, in your words.",
    "hours": "The name of the calendar that they work by; the policy's office hours if it is not there.",
    # A team
    "channel": "The Teams channel in which the team reads of cases.",
    "webhook": "Where a system of their own hears of cases: an address, or url: and format:.",
    "url": "An https address; http for this machine only.",
    "format": "spot: Spot's own events; handoff: Bot Framework handoff events.",
    "support": "Ids of the people who work on cases; everybody if it is not there.",
    "plan": "An account's plan with its partner, a partner's with the vendor: a name of the policy.",
    # The vendor
    "product_groups": "Those who build the products.",
    "products": "Names of products; a product is one group's only.",
    "members": "Ids of the vendor's people.",
    "account_team": "Ids of the vendor's people who answer what only the vendor can sell.",
    # A partner
    "agreement": "The partner's agreement (NDA).",
    "signed": "The day on which it was signed.",
    "expires": "Its last day.",
    "opens": "Ids of the product groups that it opens; all of them if it is not there.",
    "renewed_by": "The person who renews it, as organisation/id.",
    # An account
    "managed": "Whether the account has a touch point's attention of its own.",
    "languages": "The languages its people write in.",
    "touch_point": "The named person for the account, somebody of its partner: organisation/id, or keys.",
    "deputy": "Who stands in for the touch point.",
    "person": "As organisation/id.",
    "role": "Such as partner sales executive.",
    "contact": "An address or a telephone number.",
    "plan_items": "What is planned with the account.",
    "what": "What is to be done.",
    "owner": "Who does it, as organisation/id.",
    "due": "The day on which it is due.",
    "state": "open, underway, done or dropped.",
}
