"""Fees: what I pay, with an invoice for each month; for the office what is open; for a therapist who pays in a case."""

import csv
from datetime import date
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ampersand.cases import queries as cases
from ampersand.core import paper
from ampersand.core.clock import now
from ampersand.core.pages import see_other
from ampersand.meetings.actions import charging
from ampersand.meetings.forms.money import FeesForm, PayingForm
from ampersand.meetings.queries import money
from ampersand.meetings.rules.times import here
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import ViewerRequest

STYLE = Path(__file__).parents[1] / "static" / "meetings" / "invoice.css"


@require_safe
def my_fees(request: ViewerRequest) -> HttpResponse:
    """What I pay, month by month."""
    lines = money.mine(request.viewer)
    months: dict[date, list[money.Line]] = {}
    for line in lines:
        months.setdefault(here(line.met_at, request.viewer.time_zone).date().replace(day=1), []).append(line)
    facts = {"months": list(months.items()), "open": money.total(lines, "open")}
    return render(request, "meetings/my_fees.html", facts)


@require_safe
def invoice(request: ViewerRequest, year: int, month: int) -> HttpResponse:
    """An invoice of one month as a file, with the codes that an insurer asks for where there are some."""
    viewer = request.viewer
    lines = money.lines_of_month(viewer, year, month)
    facts = {
        "lines": lines, "name": money.own_name(viewer), "practice": money.practice_name(lines[0].practice_id),
        "open": money.total(lines, "open"), "paid": money.total(lines, "paid"), "viewer": viewer,
        "month": date(year, month, 1), "today": here(now(), viewer.time_zone).date(),
        "codes": any(line.code for line in lines), "number": f"{year}-{month:02}-{str(viewer.person_id)[-6:].upper()}",
    }  # fmt: skip
    file, _pages = paper.pdf(render_to_string("meetings/invoice.html", facts), STYLE)
    name = f'attachment; filename="invoice-{year}-{month:02}.pdf"'
    return HttpResponse(file, content_type="application/pdf", headers={"Content-Disposition": name})


@require_http_methods(["GET", "HEAD", "POST"])
def paying(request: ViewerRequest, case_id: UUID) -> HttpResponse:
    """Who pays in a case, for the therapist who leads it."""
    viewer = request.viewer
    case = cases.one(viewer, case_id)
    if not case.leads(viewer) or not case.takes_new or not case.is_shared:
        raise Hidden
    held = money.paying(viewer, case_id)
    initial = {"who": str(held.person_id) if held.person_id else held.who}
    form = PayingForm(case, request.POST or None, initial=initial)
    if form.is_valid():
        who, person = form.chosen
        charging.choose_payer(by=viewer, case_id=case_id, who=who, person_id=person)
        messages.success(request, _("Kept. It counts for meetings from now on."))
        return see_other("meetings:of_case", case_id)
    return render(request, "meetings/paying.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: ViewerRequest) -> HttpResponse:
    """What the practice asks for each kind of meeting."""
    if "administrator" not in request.viewer.staff_roles:
        raise Hidden
    form = FeesForm(money.fees(request.viewer), request.POST or None)
    if form.is_valid():
        charging.set_fees(by=request.viewer, fees=form.fees, currency=form.cleaned_data["currency"])
        messages.success(request, _("Kept. It counts for meetings that are charged from now on."))
        return see_other("meetings:charges")
    return render(request, "meetings/fees.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def charges(request: ViewerRequest) -> HttpResponse:
    """What is open, paid or waived in the practice: dates and amounts, nothing clinical."""
    state, asked = request.GET.get("state", "open"), request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    lines, more = money.of_practice(request.viewer, state, max(page, 1))
    return render(request, "meetings/charges.html", {"lines": lines, "more": more, "page": page, "state": state})


@require_POST
def settle(request: ViewerRequest, charge_id: UUID) -> HttpResponse:
    """Note that something is paid, waived, or open again."""
    charging.settle(by=request.viewer, charge_id=charge_id, state=request.POST.get("state", ""))
    messages.success(request, _("Noted."))
    return see_other("meetings:charges")


@require_safe
def export(request: ViewerRequest) -> HttpResponse:
    """Every charge of the practice as a table for a spreadsheet."""
    lines = money.export(request.viewer)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="fees.csv"'}
    )
    write = csv.writer(response)
    write.writerow(["met_on", "kind", "code", "amount", "currency", "state", "settled_on", "payer"])
    for line in lines:
        settled = line.settled_at.date().isoformat() if line.settled_at else ""
        amount, payer = f"{line.cents / 100:.2f}", _safe(line.payer or "either")
        day = here(line.met_at, request.viewer.time_zone).date().isoformat()
        write.writerow([day, line.of, _safe(line.code), amount, line.currency, line.state, settled, payer])
    return response


def _safe(text: str) -> str:
    """No spreadsheet takes a name for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
