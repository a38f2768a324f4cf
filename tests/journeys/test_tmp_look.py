from datetime import timedelta
import pytest
from roundtable.casework.fortnight import tasks
from roundtable.casework.fortnight.models import FortnightPlan
from roundtable.foundation.accounts.models import User, Appointment
from roundtable.foundation.core.context import authority_context
from tests.journeys import families
from tests.journeys.conftest import Someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_look(someone: Someone) -> None:
    beginning = families.authorised()
    desk = someone("administrator")
    desk.opens("/convening/")
    desk.looks_at("p-desk")
    desk.opens(f"/conferences/{beginning.conference_id}/arrange/?asked=yes&hearing_loop=yes&separate_waiting=yes&step_free=yes")
    desk.looks_at("p-arrange-loop")
    desk.presses("Arrange the conference")
    desk.looks_at("p-arrange-nothing")
    desk.opens("/convening/fortnight/")
    desk.presses("Work out a plan")
    user = User.objects.get(name=desk.name)
    authority = Appointment.objects.filter(user=user).first().authority_id
    with authority_context([authority], user.pk):
        plan = FortnightPlan.objects.latest("pk")
    tasks.work_out(authority_id=authority, plan_id=plan.pk, user_id=user.pk, role="ADMINISTRATOR")
    desk.opens(f"/convening/fortnight/{plan.public_id}/")
    desk.looks_at("p-plan")
    desk.follows("Change it in the plan: Hartley family")
    desk.looks_at("p-adjust")
    desk.page.get_by_label("When").select_option(index=1)
    desk.page.get_by_label("Room").select_option(index=0)
    desk.presses("Change it")
    desk.looks_at("p-plan-changed")
    desk.follows("Arrange as proposed: Hartley family")
    desk.presses("Arrange it")
    desk.looks_at("p-accept-nolink")
    desk.page.get_by_label("Link to join by video").fill("https://meet.example/1")
    desk.presses("Arrange it")
    desk.looks_at("p-plan-done")
    desk.opens(f"/conferences/{beginning.conference_id}/")
    desk.looks_at("p-conference")
    desk.opens("/calendar/")
    desk.page.get_by_label("Day", exact=True).fill("3")
    desk.page.get_by_label("Month").fill("12")
    desk.page.get_by_label("Year").fill("2026")
    desk.page.get_by_label("What is it called").or_(desk.page.get_by_label("called")).first.fill("Flood day")
    desk.presses("Continue")
    desk.presses("Add the bank holiday")
    desk.looks_at("p-moved")
    desk.opens("/calendar/")
    desk.looks_at("p-calendar")
