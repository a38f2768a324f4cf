from django.urls import path

from roundtable.web.staff.cases import births, children, people, restriction, views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/new/", views.NewCase.as_view(), name="new-case"),
    path("cases/<uuid:public_id>/", views.case, name="case"),
    path("cases/<uuid:public_id>/people/", people.people, name="case-people"),
    path("cases/<uuid:public_id>/children/add/", people.AddChild.as_view(), name="add-child"),
    path("cases/<uuid:public_id>/adults/add/", people.AddAdult.as_view(), name="add-adult"),
    path(
        "cases/<uuid:public_id>/adults/<uuid:adult_id>/children/<uuid:child_id>/",
        people.ChangeRelationship.as_view(),
        name="change-relationship",
    ),
    path("cases/<uuid:public_id>/address/", people.AddAddress.as_view(), name="add-address"),
    path(
        "cases/<uuid:public_id>/addresses/<uuid:address_id>/",
        people.KeepAddressFrom.as_view(),
        name="keep-address-from",
    ),
    path(
        "cases/<uuid:public_id>/addresses/<uuid:address_id>/confirm/",
        people.ConfirmAddress.as_view(),
        name="confirm-address",
    ),
    path("cases/<uuid:public_id>/contact/", people.AddContact.as_view(), name="add-contact"),
    path(
        "cases/<uuid:public_id>/contacts/<uuid:contact_id>/",
        people.MarkContact.as_view(),
        name="mark-contact",
    ),
    path(
        "cases/<uuid:public_id>/people/<uuid:person_id>/safe-contact/",
        people.SafeContact.as_view(),
        name="safe-contact",
    ),
    path("cases/<uuid:public_id>/allocate/", views.Allocate.as_view(), name="allocate"),
    path(
        "cases/<uuid:public_id>/workers/<uuid:allocation_id>/",
        views.EndAllocation.as_view(),
        name="end-allocation",
    ),
    path(
        "cases/<uuid:public_id>/restrict/", restriction.RestrictCase.as_view(), name="restrict-case"
    ),
    path("cases/<uuid:public_id>/let-in/", restriction.LetIn.as_view(), name="let-in"),
    path(
        "cases/<uuid:public_id>/restriction/lift/",
        restriction.LiftRestriction.as_view(),
        name="lift-restriction",
    ),
    path("children/<uuid:public_id>/", children.child, name="child"),
    path(
        "children/<uuid:public_id>/identity/",
        children.CompleteIdentity.as_view(),
        name="complete-identity",
    ),
    path("children/<uuid:public_id>/birth/", births.RecordBirth.as_view(), name="record-birth"),
    path("children/<uuid:public_id>/doubt/", children.SettleDoubt.as_view(), name="settle-doubt"),
]
