from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import (
    action,
    certificates,
    commitments,
    copying,
    declaration,
    joining,
    plan,
    plan_import,
    priorities,
    public_plan,
)

urlpatterns = [
    path(_("commitments/"), commitments.commitments, name="commitments"),
    path(_("commitments/<int:number>/"), commitments.commitment, name="commitment"),
    path(_("commitments/declaration/<int:version>/"), declaration.declaration, name="declaration"),
    path(
        _("commitments/declaration/<int:version>/text/"),
        declaration.declaration_text,
        name="declaration_text",
    ),
    path(
        _("workspace/<slug:slug>/application/declaration/"),
        joining.application_declaration,
        name="application_declaration",
    ),
    path(
        _("workspace/<slug:slug>/application/priorities/"),
        joining.application_priorities,
        name="application_priorities",
    ),
    path(
        _("workspace/<slug:slug>/application/inventory/"),
        joining.application_inventory,
        name="application_inventory",
    ),
    path(
        _("workspace/<slug:slug>/declaration/certificate/"),
        certificates.signature_certificate,
        name="signature_certificate",
    ),
    path(
        _("workspace/<slug:slug>/certificate/"),
        certificates.membership_certificate,
        name="membership_certificate",
    ),
    path(_("workspace/<slug:slug>/priorities/"), priorities.priorities, name="priorities"),
    path(_("workspace/<slug:slug>/plan/"), plan.plan, name="plan"),
    path(_("workspace/<slug:slug>/plan/start/"), plan.start_plan, name="start_plan"),
    path(_("workspace/<slug:slug>/plan/details/"), plan.plan_details, name="plan_details"),
    path(_("workspace/<slug:slug>/plan/order/"), action.plan_order, name="plan_order"),
    path(_("workspace/<slug:slug>/plan/samples/"), copying.copy_samples, name="copy_samples"),
    path(_("workspace/<slug:slug>/plan/copies/"), copying.find_plan_to_copy, name="find_plan_to_copy"),
    path(_("workspace/<slug:slug>/plan/copies/<slug:source>/"), copying.copy_actions, name="copy_actions"),
    path(_("workspace/<slug:slug>/plan/actions/add/"), action.add_action, name="add_action"),
    path(_("workspace/<slug:slug>/plan/actions/<int:pk>/"), action.action, name="action"),
    path(_("workspace/<slug:slug>/plan/actions/<int:pk>/position/"), action.move_action, name="move_action"),
    path(
        _("workspace/<slug:slug>/plan/actions/<int:pk>/removal/"), action.remove_action, name="remove_action"
    ),
    path(_("workspace/<slug:slug>/plan/import/"), plan_import.import_plan, name="import_plan"),
    path(_("workspace/<slug:slug>/plan/import/template/"), plan_import.plan_template, name="plan_template"),
    path(_("workspace/<slug:slug>/plan/import/<int:pk>/"), plan_import.plan_upload, name="plan_upload"),
    path(_("workspace/<slug:slug>/plan/publication/"), plan.publish_plan, name="publish_plan"),
    # for everybody
    path(_("municipalities/<slug:slug>/plan/"), public_plan.public_plan, name="public_plan"),
    path(
        _("municipalities/<slug:slug>/plan/<int:edition>/"), public_plan.public_edition, name="public_edition"
    ),
    path(
        _("municipalities/<slug:slug>/plan/<int:edition>/pdf/"),
        public_plan.public_plan_pdf,
        name="public_plan_pdf",
    ),
]
