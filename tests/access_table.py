"""The whole policy: who may open which address. An address that is not here fails tests/test_access.py.

Each line says the rule, the methods the address answers, and the object of the scene (tests/scene.py) it is tried
on. A line speaks of eight people; six more stand like one of them (STANDS_LIKE), but for what is said below it.
tests/access_matrix.py tries every line on every person, method and language.
"""

from dataclasses import dataclass

from municipalities.models import Role

PEOPLE = ["anonymous", "nora", "vic", "eli", "lea", "odile", "sam", "ada"]
GET, POST, BOTH = frozenset({"GET"}), frozenset({"POST"}), frozenset({"GET", "POST"})

REACHES, SIGN_IN, FORBIDDEN, HIDDEN = "reaches", "sign in", "forbidden", "hidden"
SECOND_FACTOR = "second factor first"

STANDS_LIKE = {
    "remy": "nora",  # coordinated Lakeside and Newtown until his role was taken away; his session still runs
    "abel": "nora",  # applies for a town that waits for its answer
    "dina": "anonymous",  # coordinated Lakeside; her account is closed, her session still runs
    "suzy": "nora",  # secretariat, without a second factor
    "tess": "sam",  # secretariat, with one; works for Lakeside and Newtown too
    "omar": "nora",  # operator, without a second factor
}
EVERYBODY = [*PEOPLE, *STANDS_LIKE]
# What the secretariat decides: nobody does so on their own town, which is what Tess would do.
DECISIONS = {
    "rename_municipality",
    "place_in_region",
    "merge_municipality",
    "acknowledge_interest",
    "approve_application",
    "return_application",
    "decline_application",
    "hold_membership",
    "resume_membership",
    "end_membership",
    "return_report",
    "accept_report",
    "settle_request",
    "decide_extension",
    "undo_merger",
    "publish_practice",
    "return_practice",
    "take_down_practice",
}
# For programs that know a secret, which no person does: tests/test_mail_events.py.
FOR_PROGRAMS = {"mail_events"}
# Open to everybody, but the secretariat does it in two steps of signing in.
SECOND_FACTOR_FIRST = {"open_application"}
# Shows what would be written, in a transaction that it always takes back: compared by what stands, not what was written.
TAKEN_BACK = {"cycle_preview"}
# A second click on a removal finds nothing, which is what it asked for: it is led back, and nothing is written.
ALREADY_GONE = {
    *("remove_action", "remove_bulk_message", "remove_question", "remove_provincial_service"),
    *("remove_notice", "remove_feature", "remove_item", "remove_bulletin", "remove_event"),
}


def everyone():
    return dict.fromkeys(PEOPLE, REACHES)


def signed_in():
    return everyone() | {"anonymous": SIGN_IN}


def of_the_town(role):
    """People of the town from this role up, and the secretariat; other towns' people see no such page."""
    answers = dict.fromkeys(PEOPLE, HIDDEN) | {"anonymous": SIGN_IN, "sam": REACHES}
    own = {"vic": Role.VIEWER, "eli": Role.CONTRIBUTOR, "lea": Role.COORDINATOR}
    return answers | {person: REACHES if has >= role else FORBIDDEN for person, has in own.items()}


def of_lea():
    """What Lea was written: of others' there is no such page."""
    return dict.fromkeys(PEOPLE, HIDDEN) | {"anonymous": SIGN_IN, "lea": REACHES}


def of_lea_alone():
    """What Lea uploaded: her colleagues and the secretariat see no such page."""
    return of_the_town(Role.CONTRIBUTOR) | {"eli": HIDDEN, "sam": HIDDEN}


def secretariat():
    return dict.fromkeys(PEOPLE, FORBIDDEN) | {"anonymous": SIGN_IN, "sam": REACHES}


def for_odile():
    return dict.fromkeys(PEOPLE, FORBIDDEN) | {"odile": REACHES}


def within_a_flow():
    """A step of signing in or resetting a password: from nowhere, it sends everybody to the sign-in page."""
    return dict.fromkeys(PEOPLE, SIGN_IN)


def with_a_second_factor():
    """Of the cast, only Sam and Ada have set one up."""
    return dict.fromkeys(PEOPLE, HIDDEN) | {"anonymous": SIGN_IN, "sam": REACHES, "ada": REACHES}


def of_sam_alone():
    return dict.fromkeys(PEOPLE, HIDDEN) | {"anonymous": SIGN_IN, "sam": REACHES}


@dataclass(frozen=True)
class Line:
    answers: dict  # person -> what they get
    methods: frozenset = GET
    thing: str = ""  # which arguments of the scene
    posting: dict | None = None  # where writing needs another role than reading


def step_of_the_town(thing):
    """A page that a viewer reads and a contributor writes."""
    return Line(of_the_town(Role.VIEWER), BOTH, thing, of_the_town(Role.CONTRIBUTOR))


TABLE = {
    # --- everybody -----------------------------------------------------------------------------------
    "root": Line(everyone()),
    "robots": Line(everyone()),
    "security": Line(everyone()),
    "sitemap": Line(everyone()),
    "sitemap_section": Line(everyone(), thing="sitemap_section"),
    "portal_picture": Line(everyone()),
    "mail_events": Line(dict.fromkeys(PEOPLE, FORBIDDEN), POST),
    "healthz": Line(everyone()),
    "readyz": Line(everyone()),
    "home": Line(everyone()),
    "directory": Line(everyone()),
    "members_csv": Line(everyone()),
    "members_geojson": Line(everyone()),
    "members_feed": Line(everyone()),
    "compare": Line(everyone()),
    "town_feed": Line(everyone(), thing="town"),
    "town_picture": Line(everyone(), thing="town_picture"),
    "municipality": Line(everyone(), thing="town"),
    "members_over_time": Line(everyone()),
    "join": Line(everyone()),
    "find_town": Line(everyone()),
    "interest_letter": Line(everyone(), thing="free_town"),
    "interest_letter_docx": Line(everyone(), thing="free_town"),
    "get_involved": Line(everyone()),
    "letter_to_mayor": Line(everyone(), thing="free_town"),
    "letter_to_mayor_docx": Line(everyone(), thing="free_town"),
    "agenda_request": Line(everyone(), thing="free_town"),
    "agenda_request_docx": Line(everyone(), thing="free_town"),
    "presentation_notes": Line(everyone(), thing="free_town"),
    "presentation_notes_docx": Line(everyone(), thing="free_town"),
    "resolution_for_council": Line(everyone(), thing="free_town"),
    "resolution_for_council_docx": Line(everyone(), thing="free_town"),
    "endorsements": Line(everyone()),
    "endorse": Line(everyone(), BOTH),
    "contributed_research": Line(everyone()),
    "contribute_research": Line(everyone(), BOTH),
    "verify_offer": Line(everyone(), BOTH, "offer_token"),
    "contact": Line(everyone(), BOTH),
    "write_to_municipality": Line(everyone(), BOTH, "town"),
    "where_to_get_help": Line(everyone()),
    "services_csv": Line(everyone()),
    "services_json": Line(everyone()),
    "public_document": Line(everyone(), thing="public_paper"),
    "public_document_preview": Line(everyone(), thing="public_paper"),
    "commitments": Line(everyone()),
    "commitment": Line(everyone(), thing="commitment"),
    "declaration": Line(everyone(), thing="declaration"),
    "declaration_text": Line(everyone(), thing="declaration"),
    "indicators": Line(everyone()),
    "indicator": Line(everyone(), thing="indicator"),
    "public_plan": Line(everyone(), thing="town"),
    "public_edition": Line(everyone(), thing="edition"),
    "public_plan_pdf": Line(everyone(), thing="edition"),
    "public_report": Line(everyone(), thing="past_year"),
    "public_revision": Line(everyone(), thing="past_revision"),
    "public_report_pdf": Line(everyone(), thing="past_revision_file"),
    "public_report_data": Line(everyone(), thing="past_revision"),
    "public_report_actions": Line(everyone(), thing="past_revision"),
    "public_report_indicators": Line(everyone(), thing="past_revision"),
    "report_changes": Line(everyone(), thing="past_year"),
    "permanent_report": Line(everyone(), thing="permanent_revision"),
    "newest_report": Line(everyone(), thing="permanent_report"),
    "report_schema": Line(everyone(), thing="schema"),
    "progress": Line(everyone()),
    "progress_rows": Line(everyone()),
    "progress_csv": Line(everyone()),
    "verification": Line(everyone()),
    "search": Line(everyone()),
    "about": Line(everyone()),
    "accessibility": Line(everyone()),
    "privacy": Line(everyone()),
    "credits": Line(everyone()),
    "page": Line(everyone(), thing="page_slug"),
    "give_opinion": Line(everyone(), POST),
    "opinion_thanks": Line(everyone()),
    # --- a developer's machine only ------------------------------------------------------------------
    "caught_mails": Line(everyone()),
    "caught_mail": Line(everyone(), thing="mail"),
    "caught_mail_html": Line(everyone(), thing="mail"),
    "style": Line(everyone()),
    # --- accounts ------------------------------------------------------------------------------------
    "account_login": Line(everyone(), BOTH),
    "account_signup": Line(everyone(), BOTH),
    "account_logout": Line(everyone(), BOTH),
    "account_inactive": Line(everyone()),
    "account_email_verification_sent": Line(signed_in(), BOTH),
    "account_reset_password": Line(everyone(), BOTH),
    "account_confirm_password_reset_code": Line(within_a_flow(), BOTH),
    "account_complete_password_reset": Line(everyone(), BOTH),
    "account_password_reset_completed": Line(everyone()),
    "account_reauthenticate": Line(signed_in(), BOTH),
    "account_email": Line(signed_in(), BOTH),
    "account_change_password": Line(signed_in(), BOTH),
    "account_set_password": Line(signed_in(), BOTH),
    "profile": Line(signed_in(), BOTH),
    "own_data": Line(signed_in()),
    "my_reminders": Line(signed_in()),
    "put_off_reminder": Line(signed_in(), POST),
    "take_back_putting_off": Line(signed_in(), POST),
    "notifications": Line(signed_in()),
    "read_notifications": Line(signed_in(), POST),
    "notification": Line(of_lea(), GET, "notification"),
    "open_notification": Line(of_lea(), POST, "notification"),
    "read_notification": Line(of_lea(), POST, "notification"),
    "own_mail": Line(signed_in(), BOTH),
    "leave_mail": Line(everyone(), BOTH, "mail_token"),
    "choose_mail": Line(everyone(), BOTH, "mail_token"),
    "own_data_file": Line(signed_in()),
    "delete_account": Line(signed_in(), BOTH),
    "session": Line(everyone(), BOTH),
    "signed_in_again": Line(signed_in()),
    "mfa_authenticate": Line(signed_in(), BOTH),
    "mfa_reauthenticate": Line(signed_in(), BOTH),
    "mfa_index": Line(signed_in()),
    # It sends the anonymous back to the sign-in page, unless a passkey answers.
    "mfa_login_webauthn": Line(signed_in(), BOTH),
    "mfa_add_webauthn": Line(signed_in(), BOTH),
    "mfa_reauthenticate_webauthn": Line(signed_in(), BOTH),
    "mfa_edit_webauthn": Line(of_sam_alone(), BOTH, "passkey"),
    "mfa_remove_webauthn": Line(of_sam_alone(), BOTH, "passkey"),
    "mfa_activate_totp": Line(signed_in(), BOTH),
    "mfa_deactivate_totp": Line(with_a_second_factor(), BOTH),
    "mfa_view_recovery_codes": Line(with_a_second_factor()),
    "mfa_generate_recovery_codes": Line(signed_in(), BOTH),
    "mfa_download_recovery_codes": Line(with_a_second_factor(), BOTH),
    # --- a town --------------------------------------------------------------------------------------
    "workspaces": Line(signed_in()),
    "find_municipality": Line(signed_in()),
    "propose_municipality": Line(signed_in(), BOTH),
    "open_application": Line(signed_in(), POST, "free_town"),
    "workspace": Line(of_the_town(Role.VIEWER), GET, "town"),
    "document": Line(of_the_town(Role.VIEWER), GET, "document"),
    "document_preview": Line(of_the_town(Role.VIEWER), GET, "document"),
    "evidence": Line(of_the_town(Role.VIEWER), GET, "town"),
    "add_file": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "add_link": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "translations": Line(of_the_town(Role.VIEWER), GET, "town"),
    "translation": step_of_the_town("text"),
    "confirm_translation": Line(of_the_town(Role.CONTRIBUTOR), POST, "text"),
    "lead_translation": Line(of_the_town(Role.CONTRIBUTOR), POST, "text"),
    "draft_translation": Line(of_the_town(Role.CONTRIBUTOR), POST, "text"),
    "language_gaps": Line(secretariat()),
    "evidence_item": Line(of_the_town(Role.VIEWER), GET, "evidence"),
    "document_details": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "evidence"),
    "replace_document": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "evidence"),
    "withdraw_document": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "evidence"),
    "services": Line(of_the_town(Role.VIEWER), GET, "town"),
    "add_service": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "review_services": Line(of_the_town(Role.CONTRIBUTOR), POST, "town"),
    "service": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "service"),
    "move_service": Line(of_the_town(Role.CONTRIBUTOR), POST, "service"),
    "remove_service": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "service"),
    "contact_form_setting": Line(of_the_town(Role.VIEWER), BOTH, "town", of_the_town(Role.COORDINATOR)),
    # --- its people ------------------------------------------------------------------------------------
    "team": Line(of_the_town(Role.VIEWER), GET, "town"),
    "invite": Line(of_the_town(Role.COORDINATOR), BOTH, "town"),
    "withdraw_invitation": Line(of_the_town(Role.COORDINATOR), POST, "invitation"),
    "renew_invitation": Line(of_the_town(Role.COORDINATOR), POST, "invitation"),
    "change_role": Line(of_the_town(Role.COORDINATOR), BOTH, "person"),
    "remove_person": Line(of_the_town(Role.COORDINATOR), BOTH, "person"),
    "leave_town": Line(of_the_town(Role.VIEWER), BOTH, "town"),
    "hand_over": Line(of_the_town(Role.COORDINATOR), BOTH, "town"),
    "handover_pack": Line(of_the_town(Role.COORDINATOR), GET, "handover"),
    "ask_access": Line(signed_in(), POST, "town"),
    # The link of an invitation is looked at by anybody who holds it; this one is for Odile's address.
    "invitation": Line(everyone(), GET, "token"),
    "accept_invitation": Line(for_odile() | {"anonymous": SIGN_IN}, POST, "token"),
    "refuse_invitation": Line(for_odile() | {"anonymous": REACHES}, POST, "token"),
    "application": Line(of_the_town(Role.VIEWER), GET, "applicant"),
    "application_letter": step_of_the_town("applicant"),
    "application_resolution": step_of_the_town("applicant"),
    "application_contact": step_of_the_town("applicant"),
    "application_declaration": step_of_the_town("applicant"),
    "application_priorities": step_of_the_town("applicant"),
    "application_champion": step_of_the_town("applicant"),
    "application_inventory": step_of_the_town("applicant"),
    "add_comment": Line(of_the_town(Role.CONTRIBUTOR), POST, "applicant_step"),
    "model_resolution": Line(of_the_town(Role.VIEWER), GET, "applicant"),
    "model_resolution_docx": Line(of_the_town(Role.VIEWER), GET, "applicant"),
    "signature_certificate": Line(of_the_town(Role.VIEWER), GET, "town"),
    "membership_certificate": Line(of_the_town(Role.VIEWER), GET, "town"),
    "application_check": Line(of_the_town(Role.VIEWER), GET, "applicant"),
    "declare_interest": Line(of_the_town(Role.COORDINATOR), BOTH, "applicant"),
    "interest_consent": Line(of_the_town(Role.COORDINATOR), POST, "applicant"),
    "submit_application": Line(of_the_town(Role.COORDINATOR), POST, "applicant"),
    "withdraw_application": Line(of_the_town(Role.COORDINATOR), BOTH, "applicant"),
    "contacts": Line(of_the_town(Role.VIEWER), BOTH, "town", of_the_town(Role.COORDINATOR)),
    "welcome": Line(of_the_town(Role.VIEWER), GET, "town"),
    "priorities": Line(of_the_town(Role.VIEWER), BOTH, "town", of_the_town(Role.COORDINATOR)),
    "plan": Line(of_the_town(Role.VIEWER), GET, "town"),
    "start_plan": Line(of_the_town(Role.CONTRIBUTOR), POST, "town"),
    "plan_details": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "add_action": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "action": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "action"),
    "remove_action": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "action"),
    "plan_order": Line(of_the_town(Role.CONTRIBUTOR), GET, "town"),
    "move_action": Line(of_the_town(Role.CONTRIBUTOR), POST, "action"),
    "copy_samples": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "find_plan_to_copy": Line(of_the_town(Role.CONTRIBUTOR), GET, "town"),
    "copy_actions": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "plan_to_copy"),
    "import_plan": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "plan_template": Line(of_the_town(Role.CONTRIBUTOR), GET, "town"),
    "plan_upload": Line(of_lea_alone(), BOTH, "plan_upload"),
    "publish_plan": Line(of_the_town(Role.COORDINATOR), POST, "town"),
    "reports": Line(of_the_town(Role.VIEWER), GET, "town"),
    "report": Line(of_the_town(Role.VIEWER), GET, "year"),
    "report_overview": step_of_the_town("year"),
    "report_section": step_of_the_town("year_section"),
    "report_indicators": step_of_the_town("year"),
    "save_part": Line(of_the_town(Role.CONTRIBUTOR), POST, "year_part"),
    "confirm_updates": Line(of_the_town(Role.CONTRIBUTOR), POST, "year_part"),
    # What the town's people write among themselves; the secretariat has no part in it, on nobody's behalf.
    "add_remark": Line(of_the_town(Role.CONTRIBUTOR) | {"sam": FORBIDDEN}, POST, "year_part"),
    "settle_remarks": Line(of_the_town(Role.CONTRIBUTOR) | {"sam": FORBIDDEN}, POST, "year_part"),
    "reopen_remarks": Line(of_the_town(Role.CONTRIBUTOR) | {"sam": FORBIDDEN}, POST, "year_part"),
    # Section 1 is Eli's.
    "mark_part_ready": Line(of_the_town(Role.CONTRIBUTOR), POST, "year_part"),
    "take_ready_back": Line(of_the_town(Role.CONTRIBUTOR), POST, "year_part"),
    "share_report": Line(of_the_town(Role.COORDINATOR), BOTH, "year"),
    "invite_to_parts": Line(of_the_town(Role.COORDINATOR), POST, "year"),
    "report_workbook": step_of_the_town("year"),
    "report_workbook_file": Line(of_the_town(Role.VIEWER), GET, "year"),
    "report_workbook_upload": Line(of_lea_alone(), BOTH, "workbook"),
    "report_check": Line(of_the_town(Role.VIEWER), GET, "year"),
    "report_message": Line(of_the_town(Role.CONTRIBUTOR), POST, "year_message"),
    "answer_request": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "change_request"),
    "print_report": Line(of_the_town(Role.VIEWER), GET, "year"),
    "council_pack": step_of_the_town("year"),
    "council_pack_pdf": Line(of_the_town(Role.VIEWER), GET, "year"),
    "council_pack_word": Line(of_the_town(Role.VIEWER), GET, "year"),
    "filed_pack": Line(of_the_town(Role.VIEWER), GET, "filed_pack"),
    "submit_report": Line(of_the_town(Role.COORDINATOR), POST, "year"),
    "correct_report": Line(of_the_town(Role.COORDINATOR), BOTH, "past_year"),
    "report_calendar": Line(of_the_town(Role.VIEWER), GET, "year"),
    "extension": Line(of_the_town(Role.COORDINATOR), BOTH, "year"),
    "withdraw_extension": Line(of_the_town(Role.COORDINATOR), POST, "year"),
    # --- the secretariat -----------------------------------------------------------------------------
    "secretariat": Line(secretariat()),
    "applications_under_way": Line(secretariat()),
    "review_application": Line(secretariat(), GET, "application"),
    "approve_application": Line(secretariat(), POST, "application"),
    "acknowledge_interest": Line(secretariat(), POST, "application"),
    "review_proposal": Line(secretariat(), GET, "proposal"),
    "add_proposed": Line(secretariat(), POST, "proposal"),
    "match_proposal": Line(secretariat(), POST, "proposal"),
    "decline_proposal": Line(secretariat(), POST, "proposal"),
    "review_offer": Line(secretariat(), GET, "offer"),
    "publish_offer": Line(secretariat(), POST, "offer"),
    "decline_offer": Line(secretariat(), POST, "offer"),
    "withdraw_offer": Line(secretariat(), POST, "offer"),
    "provincial_services": Line(secretariat()),
    "add_provincial_service": Line(secretariat(), BOTH),
    "review_provincial_services": Line(secretariat(), POST),
    "provincial_service": Line(secretariat(), BOTH, "provincial_service"),
    "remove_provincial_service": Line(secretariat(), BOTH, "provincial_service"),
    "return_application": Line(secretariat(), BOTH, "application"),
    "decline_application": Line(secretariat(), BOTH, "application"),
    # --- bulletin ------------------------------------------------------------------------------------
    "bulletin": Line(everyone(), BOTH),
    "bulletin_feed": Line(everyone()),
    "bulletin_issue": Line(everyone(), thing="issue"),
    "confirm_subscription": Line(everyone(), BOTH, "consent_token"),
    "bulletin_subscription": Line(everyone(), BOTH, "subscription_token"),
    "bulletin_language": Line(everyone(), POST, "subscription_token"),
    "own_bulletin": Line(signed_in(), BOTH),
    "bulletins": Line(secretariat()),
    "add_bulletin": Line(secretariat(), POST),
    "compose_bulletin": Line(secretariat(), GET, "bulletin"),
    "edit_bulletin": Line(secretariat(), BOTH, "bulletin"),
    "pick_items": Line(secretariat(), BOTH, "bulletin"),
    "write_piece": Line(secretariat(), BOTH, "bulletin"),
    "edit_item": Line(secretariat(), BOTH, "bulletin_item"),
    "move_item": Line(secretariat(), POST, "bulletin_item"),
    "remove_item": Line(secretariat(), POST, "bulletin_item"),
    "try_bulletin": Line(secretariat(), POST, "bulletin"),
    "schedule_bulletin": Line(secretariat(), POST, "bulletin"),
    "take_back_bulletin": Line(secretariat(), POST, "bulletin"),
    "remove_bulletin": Line(secretariat(), POST, "bulletin"),
    # --- events --------------------------------------------------------------------------------------
    "events": Line(everyone()),
    "events_feed": Line(everyone()),
    "events_calendar": Line(everyone()),
    "event": Line(everyone(), thing="event"),
    "event_calendar": Line(everyone(), thing="event"),
    "register_for_event": Line(everyone(), BOTH, "event"),
    "join_event": Line(signed_in(), BOTH, "event"),
    "event_registration": Line(everyone(), thing="registration_token"),
    "confirm_registration": Line(everyone(), POST, "registration_token"),
    "leave_event": Line(everyone(), POST, "registration_token"),
    "personal_calendar": Line(everyone(), thing="calendar_token"),
    "own_calendar": Line(signed_in()),
    "renew_calendar": Line(signed_in(), POST),
    "close_calendar": Line(signed_in(), POST),
    "secretariat_events": Line(secretariat()),
    "add_event": Line(secretariat(), BOTH),
    "secretariat_event": Line(secretariat(), GET, "public_event"),
    "edit_event": Line(secretariat(), BOTH, "draft_event"),
    "publish_event": Line(secretariat(), POST, "draft_event"),
    "cancel_event": Line(secretariat(), POST, "public_event"),
    "remove_event": Line(secretariat(), POST, "draft_event"),
    "event_registrations": Line(secretariat(), GET, "public_event"),
    "mark_attendance": Line(secretariat(), POST, "public_event"),
    "event_registrations_csv": Line(secretariat(), GET, "public_event"),
    # --- good practices ------------------------------------------------------------------------------
    "practices": Line(everyone()),
    "practices_feed": Line(everyone()),
    "practice": Line(everyone(), thing="public_practice"),
    "practice_pdf": Line(everyone(), thing="public_practice"),
    "adopt_practice": Line(signed_in(), BOTH, "public_practice"),
    "town_practices": Line(of_the_town(Role.VIEWER), GET, "town"),
    "add_practice": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "town"),
    "town_practice": Line(of_the_town(Role.VIEWER), GET, "practice"),
    "edit_practice": Line(of_the_town(Role.CONTRIBUTOR), BOTH, "practice"),
    "submit_practice": Line(of_the_town(Role.COORDINATOR), POST, "practice"),
    "withdraw_practice": Line(of_the_town(Role.COORDINATOR), POST, "practice"),
    "reopen_practice": Line(of_the_town(Role.COORDINATOR), POST, "practice"),
    "revise_practice": Line(of_the_town(Role.CONTRIBUTOR), POST, "practice"),
    "secretariat_practices": Line(secretariat()),
    "enter_practice": Line(secretariat(), BOTH),
    "review_practice": Line(secretariat(), GET, "practice_to_review"),
    "correct_practice": Line(secretariat(), BOTH, "practice_to_review"),
    "publish_practice": Line(secretariat(), POST, "practice_to_review"),
    "return_practice": Line(secretariat(), POST, "practice_to_review"),
    "take_down_practice": Line(secretariat(), POST, "practice_to_review"),
    "secretariat_members": Line(secretariat()),
    "registry": Line(secretariat()),
    "registry_municipality": Line(secretariat(), GET, "town"),
    "rename_municipality": Line(secretariat(), BOTH, "town"),
    "place_in_region": Line(secretariat(), BOTH, "town"),
    "merge_municipality": Line(secretariat(), BOTH, "town"),
    "undo_merger": Line(secretariat(), BOTH, "merged_town"),
    "register": Line(secretariat()),
    "register_csv": Line(secretariat()),
    "members_export": Line(secretariat(), GET, "table_format"),
    "add_note": Line(secretariat(), POST, "town"),
    "desk": Line(secretariat()),
    "add_page": Line(secretariat(), BOTH),
    "desk_page": Line(secretariat(), GET, "desk_page"),
    "edit_page": Line(secretariat(), BOTH, "desk_page"),
    "publish_page": Line(secretariat(), POST, "desk_page"),
    "take_back_page": Line(secretariat(), POST, "desk_page"),
    "discard_page": Line(secretariat(), POST, "desk_page"),
    "withdraw_page": Line(secretariat(), POST, "desk_page"),
    "move_page": Line(secretariat(), POST, "desk_page"),
    "page_version": Line(secretariat(), GET, "page_version"),
    "restore_page": Line(secretariat(), POST, "page_version"),
    "add_notice": Line(secretariat(), BOTH),
    "edit_notice": Line(secretariat(), BOTH, "notice"),
    "remove_notice": Line(secretariat(), POST, "notice"),
    "add_feature": Line(secretariat(), BOTH),
    "edit_feature": Line(secretariat(), BOTH, "feature"),
    "remove_feature": Line(secretariat(), POST, "feature"),
    "broken_links": Line(secretariat()),
    "opinions": Line(secretariat()),
    "answer_opinion": Line(secretariat(), POST, "opinion"),
    "set_opinion_aside": Line(secretariat(), POST, "opinion"),
    "reopen_opinion": Line(secretariat(), POST, "opinion"),
    "outgoing_mail": Line(secretariat()),
    "outgoing_message": Line(secretariat(), GET, "letter"),
    "outgoing_message_html": Line(secretariat(), GET, "letter"),
    "retry_message": Line(secretariat(), POST, "letter"),
    "cancel_message": Line(secretariat(), POST, "letter"),
    "bounces": Line(secretariat()),
    "mail_samples": Line(secretariat()),
    "mail_sample": Line(secretariat(), GET, "mail_sample"),
    "mail_sample_html": Line(secretariat(), GET, "mail_sample_html"),
    "suppressed_addresses": Line(secretariat()),
    "suppress_address": Line(secretariat(), BOTH),
    "suppressed_address": Line(secretariat(), GET, "suppressed"),
    "acknowledge_address": Line(secretariat(), POST, "suppressed"),
    "lift_address": Line(secretariat(), POST, "suppressed"),
    "bulk_messages": Line(secretariat()),
    "add_bulk_message": Line(secretariat(), BOTH),
    "bulk_message": Line(secretariat(), GET, "message"),
    "edit_bulk_message": Line(secretariat(), BOTH, "message"),
    "remove_bulk_message": Line(secretariat(), POST, "message"),
    "try_bulk_message": Line(secretariat(), POST, "message"),
    "send_bulk_message": Line(secretariat(), POST, "message"),
    "secretariat_member": Line(secretariat(), GET, "town"),
    "hold_membership": Line(secretariat(), POST, "town"),
    "resume_membership": Line(secretariat(), POST, "town"),
    "end_membership": Line(secretariat(), BOTH, "town"),
    "secretariat_indicators": Line(secretariat()),
    "secretariat_indicator": Line(secretariat(), GET, "indicator"),
    "define_indicator": Line(secretariat(), BOTH, "indicator"),
    "retire_indicator": Line(secretariat(), POST, "indicator"),
    "reinstate_indicator": Line(secretariat(), POST, "indicator"),
    "cycles": Line(secretariat()),
    "add_cycle": Line(secretariat(), BOTH),
    "cycle": Line(secretariat(), GET, "cycle"),
    "cycle_dates": Line(secretariat(), BOTH, "cycle"),
    "cycle_reminders": Line(secretariat(), BOTH, "cycle"),
    "cycle_questions": Line(secretariat(), BOTH, "cycle"),
    "cycle_question": Line(secretariat(), BOTH, "question"),
    "move_question": Line(secretariat(), POST, "question"),
    "remove_question": Line(secretariat(), POST, "question"),
    "cycle_guidance": Line(secretariat(), BOTH, "cycle"),
    "copy_cycle": Line(secretariat(), POST, "cycle"),
    "cycle_preview": Line(secretariat(), GET, "cycle"),
    "cycle_export": Line(secretariat(), GET, "cycle_table"),
    "cycle_calendar": Line(secretariat(), GET, "cycle"),
    "open_cycle": Line(secretariat(), POST, "cycle"),
    "close_cycle": Line(secretariat(), POST, "cycle"),
    "review_report": Line(secretariat(), GET, "year"),
    "return_report": Line(secretariat(), BOTH, "year"),
    "accept_report": Line(secretariat(), BOTH, "year"),
    "assign_report": Line(secretariat(), POST, "year"),
    "settle_request": Line(secretariat(), POST, "change_request"),
    "decide_extension": Line(secretariat(), BOTH, "year"),
}


def expected(name, person, method="GET"):
    """What the table says this person gets at the object of the line, with a method that the address knows."""
    line = TABLE[name]
    answers = line.answers if method in {"GET", "HEAD"} else line.posting or line.answers
    if person in answers:
        return answers[person]
    if person == "tess" and line.answers == of_sam_alone():
        return HIDDEN
    if person == "tess" and name in DECISIONS:
        return FORBIDDEN
    if person == "suzy" and (name in SECOND_FACTOR_FIRST or is_of_the_secretariat(line)):
        return SECOND_FACTOR
    return answers[STANDS_LIKE[person]]


def is_of_the_secretariat(line):
    return line.answers["sam"] == REACHES and {line.answers[who] for who in ("nora", "lea")} == {FORBIDDEN}
