"""English sentences. Friendly, short, plain; every one that ends something says what can be done next."""

# ruff: noqa: E501 - a sentence reads best on one line

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SENTENCES = {
    "day": "{day} {month} {year}",
    # Welcome and help
    "welcome_title": "Hello, I am Spot.",
    "welcome": "Ask me anything in your own words. If I know the answer, you get it at once, with its source. "
    "If I don't, I hand you to a person.",
    "help_title": "Here is what I can do.",
    "examples": "For example:",
    "example_1": "I forgot my password",
    "example_2": "Where do I find my invoice?",
    "example_3": "What is the status of my case?",
    "person_always": "You can write “a person, please” at any time.",
    # Buttons
    "button_person": "Talk to a person",
    "button_yes": "Yes",
    "button_no": "No",
    "button_open": "Yes, open a case",
    "button_decline": "No",
    "button_none": "None of these",
    "button_details": "Add details",
    "button_status": "Show status",
    "button_withdraw": "Withdraw",
    "button_reopen": "Reopen",
    "button_add": "Add to case {number}",
    "button_another": "Open another case",
    "button_help": "What can you do?",
    # Answers
    "source": "Source [1]: {source}",
    "source_reviewed": "Source [1]: {source} · reviewed {day}",
    "source_due": "Source [1]: {source} · next review {day}",
    "in_language": "in {name}",
    "in_some_language": "in another language ({code})",
    "other_language": "This answer is {in_language}.",
    "long": "That was a long message, so I read the first 2,000 characters.",
    "helped": "Did this help?",
    "follow_ups": "You may also want to know:",
    "confirmed": "Glad that helped. Just write when something else comes up.",
    "helped_noted": "This helped.",
    "not_helped": "Thanks for telling me; this did not help.",
    "gone": "That answer is not available any more. Please ask me again, or talk to a person.",
    # Did you mean
    "clarify": "Did you mean one of these?",
    "clarify_one": "Did you mean this?",
    "clarify_language": "The answer is {in_language}.",
    "clarify_languages": "Some of the answers are {in_languages}.",
    "in_other_language": "{question} ({in_language})",
    "clarify_how": "Press one, say which (“the second”), or use your own words.",
    "chosen": "You chose: {question}",
    "chosen_none": "None of these.",
    "which": "I could not tell which one you mean.",
    # Rephrase
    "rephrase": "I am sorry that was not it. Could you say it in other words? Or talk to a person.",
    # Handoff
    "no_answer": "I have no answer to that yet. Shall I hand it to a person?",
    "still_no_answer": "I still have no good answer to that. Shall I hand it to a person?",
    "handoff_how": "I open a case and pass on what we wrote here, so you need not say it again.",
    "declined": "All right, no case. Ask me something else at any time, or write “a person” when you want one.",
    "no_case": "No case was opened.",
    "handed": "Handed to a person: case {number}.",
    "opened": "Case {number} is open.",
    "opened_next": "A person reads our conversation and answers you right here. You need not wait at the screen. "
    "You can add details, see the status or withdraw the case at any time.",
    "already": "Case {number} is open for this already; a person answers you right here.",
    "already_how": "You can add details to it, or open another case if this is about something else.",
    "stays_open": "Case {number} stays open. If you do not need it any more, press “Withdraw” or write “withdraw {number}”.",
    "was_opened": "Case {number} was opened for this, and is not open any more.",
    "was_opened_how": "You can see how it ended, or open another case.",
    # Cases
    "case_none": "You have no case here. Ask me anything, or write “a person” and I open one.",
    "case_unknown": "I find no case {number} of yours. Write “my cases” to see them.",
    "case_list": "Your cases",
    "case_more": "These are the newest {count}. Write a number such as C-1001 for any other.",
    "case_which_comment": "Which case shall I add it to?",
    "case_which_withdraw": "Which case shall I withdraw?",
    "case_which_reopen": "Which case shall I reopen?",
    "case_heading": "Case {number}: {state}",
    "case_opened": "Opened {day}",
    "case_updated": "last change {day}",
    "case_last_reply": "Last answer:",
    "case_private": "Your cases are for your eyes only. Please write to me directly, in our own chat.",
    "state_open": "open",
    "state_resolved": "resolved",
    "state_closed": "closed",
    "state_withdrawn": "withdrawn",
    "state_merged": "joined with another case",
    "waiting_customer": "We are waiting for your answer.",
    "waiting_partner": "It is with the support team.",
    "waiting_vendor": "It is with the vendor's support.",
    "waiting_product group": "It is with the product's engineers.",
    "comment_ask": "What shall I add to case {number}? Your next message goes to the person who handles it. "
    "Write “cancel” if not.",
    "comment_added": "Added to case {number}; whoever handles it sees it. To add more, write “add to {number}: …”.",
    "comment_closed": "Case {number} is {state}, so nothing can be added. You can reopen it.",
    "comment_files": "I cannot pass on files yet. Please describe what they show, or write “cancel”.",
    "withdrawn": "Case {number} is withdrawn. If you change your mind, write “reopen {number}”.",
    "withdraw_not_open": "Case {number} is {state}, so there is nothing to withdraw.",
    "withdraw_none": "You have no open case to withdraw. Ask me anything, or write “a person”.",
    "reopened": "Case {number} is open again. A person answers you right here.",
    "reopen_open": "Case {number} is open; a person answers you right here.",
    "reopen_merged": "Case {number} was joined with another case, which goes on. Write “my cases” to see it.",
    "reopen_none": "You have no case to reopen. Ask me anything, or write “a person”.",
    # Small talk
    "greeting": "Hello! What can I do for you?",
    "thanks": "You are welcome. Just write when something else comes up.",
    "goodbye": "Goodbye, and come back any time.",
    "cancelled": "All right, I have stopped. Ask me something else at any time, or write “a person”.",
    "yes_to_what": "I am not sure what that refers to. Please ask me in your own words, or talk to a person.",
    # What cannot be understood, or done
    "empty": "I see nothing that I can read. Please write your question in a few words.",
    "files": "I cannot open files yet. Please describe in a few words what you need.",
    "old_button": "That button is from an earlier version and does nothing any more.",
    "restarted": "I was updated in the meantime and lost my place, sorry. I take your message as a new one.",
    "see_below": "Please see my message below.",
    # Limits
    "slow_down": "That is a lot at once; I can follow 30 messages a minute. Please wait a minute and then go on. "
    "Nothing is lost, your cases stay open.",
    "too_many_open": "You have {count} open cases, which is as many as I can keep for you: {numbers}. "
    "I can add to one of them, or withdraw one to make room.",
    "too_many_open_group": "You have as many open cases as I can keep for you. Please write to me directly to see them.",
    "too_many_today": "I opened {count} cases for you within a day, which is the most I can do. "
    "I can add to one that is open: {numbers}.",
    "too_many_today_none": "I opened {count} cases for you within a day, which is the most I can do. "
    "Please try tomorrow, or write “reopen” with a case's number.",
    # Notices of the desk
    "case_replied": "{name} wrote about case {number}:\n\n{text}",
    "case_asked": "{name} has a question about case {number}:\n\n{text}",
    "case_merged": "Case {number} goes on as case {into}, which is about the same.",
    "case_resolved": "Case {number} is resolved. If it is not, write “reopen {number}”.",
    "case_reopened": "Case {number} is open again.",
    "case_withdrawn": "Case {number} is withdrawn. If you change your mind, write “reopen {number}”.",
    # The edge
    "apology": "Something went wrong on my side, sorry. Your message is kept. Please try again, or write “a person”. "
    "(Error {error_id})",
    "refused": "I am not set up for your organisation. Please ask the person who looks after your IT.",
    "busy": "I am very busy right now. Please try again in a minute; nothing is lost.",
}
