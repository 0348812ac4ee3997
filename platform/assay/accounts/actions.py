"""The room's verbs, written where they belong."""

from assay.accounts.branding import choose_colour as choose_colour
from assay.accounts.branding import hang_logo as hang_logo
from assay.accounts.branding import take_logo_down as take_logo_down
from assay.accounts.membership import add_member as add_member
from assay.accounts.membership import change_role as change_role
from assay.accounts.membership import decline as decline
from assay.accounts.membership import invite_member as invite_member
from assay.accounts.membership import join as join
from assay.accounts.membership import leave as leave
from assay.accounts.membership import remove_member as remove_member
from assay.accounts.membership import resend as resend
from assay.accounts.opening import ask_for_owner as ask_for_owner
from assay.accounts.opening import ask_for_second_factors as ask_for_second_factors
from assay.accounts.opening import close_organisation as close_organisation
from assay.accounts.opening import let_members_see_all as let_members_see_all
from assay.accounts.opening import open_for as open_for
from assay.accounts.opening import open_organisation as open_organisation
from assay.accounts.opening import reopen_organisation as reopen_organisation
from assay.accounts.post import ask_to_confirm as ask_to_confirm
from assay.accounts.post import mark_letter_sent as mark_letter_sent
from assay.accounts.post import open_body as open_body
from assay.accounts.post import welcome_letter as welcome_letter
from assay.accounts.post import write_letter as write_letter
from assay.accounts.settling import settle_policy as settle_policy
from assay.accounts.users import register as register
