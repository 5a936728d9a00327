import { addBroadcast } from './broadcasts/add-broadcast.ts'
import { approveBroadcast } from './broadcasts/approve-broadcast.ts'
import { pauseBroadcast } from './broadcasts/pause-broadcast.ts'
import { previewBroadcast } from './broadcasts/preview-broadcast.ts'
import { resumeBroadcast } from './broadcasts/resume-broadcast.ts'
import { showBroadcast } from './broadcasts/show-broadcast.ts'
import { startBroadcast } from './broadcasts/start-broadcast.ts'
import { stopBroadcast } from './broadcasts/stop-broadcast.ts'
import { watchBroadcast } from './broadcasts/watch-broadcast.ts'
import { listAllBroadcasts } from './broadcasts/list-broadcasts.ts'
import { addDraw } from './draws/add-draw.ts'
import { callOffDraw } from './draws/call-off-draw.ts'
import { drawNow } from './draws/draw-now.ts'
import { listAllDraws } from './draws/list-draws.ts'
import { showDraw } from './draws/show-draw.ts'
import { addClosure } from './calendar/add-closure.ts'
import { addHours } from './calendar/add-hours.ts'
import { changeCapacity } from './calendar/change-capacity.ts'
import { changeClosure } from './calendar/change-closure.ts'
import { changeHours } from './calendar/change-hours.ts'
import { closeDays } from './calendar/close-days.ts'
import { openDays } from './calendar/open-days.ts'
import { previewClosing } from './calendar/preview-closing.ts'
import { releaseDays } from './calendar/release-days.ts'
import { removeClosure } from './calendar/remove-closure.ts'
import { removeHours } from './calendar/remove-hours.ts'
import { setSlots } from './calendar/set-slots.ts'
import { showCalendar } from './calendar/show-calendar.ts'
import { showFeed } from './calendar/show-feed.ts'
import { undoClosing } from './calendar/undo-closing.ts'
import { watchCalendar } from './calendar/watch-calendar.ts'
import { addDepartment, changeDepartment, removeDepartment } from './office/edit-departments.ts'
import { addLocation, changeLocation, removeLocation } from './office/edit-locations.ts'
import { addRoom, changeRoom, removeRoom } from './office/edit-rooms.ts'
import { addService, changeService, removeService } from './office/edit-services.ts'
import { showOffice } from './office/show-office.ts'
import { listAudit } from './audit/list-audit.ts'
import { importOneFile } from './imports/import-file.ts'
import { listBadRows } from './imports/list-bad-rows.ts'
import { listAllImports } from './imports/list-imports.ts'
import { previewImport } from './imports/preview-import.ts'
import { saveImportMapping } from './imports/save-mapping.ts'
import { showImport } from './imports/show-import.ts'
import { undoOneImport } from './imports/undo-import.ts'
import { listKeys } from './keys/list-keys.ts'
import { makeKey } from './keys/make-key.ts'
import { revokeKey } from './keys/revoke-key.ts'
import { acceptInvitation } from './sign-in/accept-invitation.ts'
import { beginApp } from './sign-in/begin-app.ts'
import { changeApp } from './sign-in/change-app.ts'
import { changePassword } from './sign-in/change-password.ts'
import { goToProvider } from './sign-in/go-to-provider.ts'
import { me } from './sign-in/me.ts'
import { openInvitation } from './sign-in/open-invitation.ts'
import { renewRecoveryCodes } from './sign-in/renew-recovery-codes.ts'
import { returnFromProvider } from './sign-in/return-from-provider.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-in/sign-out.ts'
import { signOutEverywhere } from './sign-in/sign-out-everywhere.ts'
import { ways } from './sign-in/ways.ts'
import { addMember } from './staff/add-member.ts'
import { changeMember } from './staff/change-member.ts'
import { changeRoles } from './staff/change-roles.ts'
import { disableMember } from './staff/disable-member.ts'
import { enableMember } from './staff/enable-member.ts'
import { listStaff } from './staff/list-staff.ts'
import { resetMember } from './staff/reset-member.ts'
import { unlinkMember } from './staff/unlink-member.ts'
import { bookAppointment } from './people/book-appointment.ts'
import { cancelAppointment } from './people/cancel-appointment.ts'
import { listBookable } from './people/list-bookable.ts'
import { listFreeDays } from './people/list-free-days.ts'
import { listFreeTimes } from './people/list-free-times.ts'
import { moveAppointment } from './people/move-appointment.ts'
import { searchPeople } from './people/search-people.ts'
import { showConfirmation } from './people/show-confirmation.ts'
import { showPerson } from './people/show-person.ts'
import { exportCouncilPage, exportFigures, exportOpenData, showDataDictionary } from './reports/export-report.ts'
import { showReport } from './reports/show-report.ts'
import { checkIn } from './devices/check-in.ts'
import { addBoardOrKiosk } from './devices/add-device.ts'
import { listBoardsAndKiosks } from './devices/list-devices.ts'
import { pairBoardOrKiosk } from './devices/pair-device.ts'
import { revokeBoardOrKiosk } from './devices/revoke-device.ts'
import { showBoard } from './devices/show-board.ts'
import { showKiosk } from './devices/show-kiosk.ts'
import { watchBoard } from './devices/watch-board.ts'
import { listContradictions } from './today/list-contradictions.ts'
import { listUnrecorded } from './today/list-unrecorded.ts'
import { listWorkplaces } from './today/list-workplaces.ts'
import { showToday } from './today/show-today.ts'
import { watchToday } from './today/watch-today.ts'
import { arriveVisit } from './visits/arrive-visit.ts'
import { beginVisit } from './visits/begin-visit.ts'
import { callNextVisit } from './visits/call-next-visit.ts'
import { callVisitAgain } from './visits/call-visit-again.ts'
import { callVisit } from './visits/call-visit.ts'
import { finishVisit } from './visits/finish-visit.ts'
import { listNotes } from './visits/list-notes.ts'
import { noteVisit } from './visits/note-visit.ts'
import { putVisitBack } from './visits/put-visit-back.ts'
import { recordMissed } from './visits/record-missed.ts'
import { settleVisit } from './visits/settle-visit.ts'
import { takeVisitBack } from './visits/take-visit-back.ts'
import { undoVisitCancelling } from './visits/undo-cancelling.ts'
import { registerWebhook } from './webhooks/add-webhook.ts'
import { turnWebhookOff } from './webhooks/disable-webhook.ts'
import { turnWebhookOn } from './webhooks/enable-webhook.ts'
import { listWebhookDeliveries } from './webhooks/list-deliveries.ts'
import { listAllWebhooks } from './webhooks/list-webhooks.ts'
import { dropWebhook } from './webhooks/remove-webhook.ts'
import { sendDeliveryAgain } from './webhooks/send-delivery-again.ts'
import { answerOffer } from './waitlist/answer-offer.ts'
import { putOnWaitlist } from './waitlist/put-on-waitlist.ts'
import { releaseFreed } from './waitlist/release-freed.ts'
import { showWaitlist } from './waitlist/show-waitlist.ts'
import { takeOffWaitlist } from './waitlist/take-off-waitlist.ts'

/** Every route of the desk, by group. */
export const groups = {
  'sign-in': [
    me,
    ways,
    signIn,
    signOut,
    signOutEverywhere,
    openInvitation,
    acceptInvitation,
    changePassword,
    renewRecoveryCodes,
    beginApp,
    changeApp,
    goToProvider,
    returnFromProvider,
  ],
  staff: [listStaff, addMember, changeMember, changeRoles, disableMember, enableMember, resetMember, unlinkMember],
  keys: [listKeys, makeKey, revokeKey],
  webhooks: [
    listAllWebhooks,
    registerWebhook,
    turnWebhookOn,
    turnWebhookOff,
    dropWebhook,
    listWebhookDeliveries,
    sendDeliveryAgain,
  ],
  audit: [listAudit],
  imports: [listAllImports, showImport, previewImport, importOneFile, listBadRows, undoOneImport, saveImportMapping],
  today: [listWorkplaces, showToday, watchToday, listUnrecorded, listContradictions],
  visits: [
    callNextVisit,
    callVisit,
    callVisitAgain,
    putVisitBack,
    arriveVisit,
    beginVisit,
    finishVisit,
    noteVisit,
    listNotes,
    recordMissed,
    takeVisitBack,
    settleVisit,
    undoVisitCancelling,
  ],
  people: [
    searchPeople,
    showPerson,
    showConfirmation,
    listBookable,
    listFreeDays,
    listFreeTimes,
    bookAppointment,
    moveAppointment,
    cancelAppointment,
  ],
  waitlist: [showWaitlist, putOnWaitlist, takeOffWaitlist, releaseFreed, answerOffer],
  reports: [showReport, exportCouncilPage, exportFigures, exportOpenData, showDataDictionary],
  calendar: [
    showCalendar,
    watchCalendar,
    showFeed,
    addHours,
    changeHours,
    removeHours,
    addClosure,
    changeClosure,
    removeClosure,
    changeCapacity,
    setSlots,
    openDays,
    releaseDays,
    previewClosing,
    closeDays,
    undoClosing,
  ],
  broadcasts: [
    listAllBroadcasts,
    previewBroadcast,
    addBroadcast,
    showBroadcast,
    watchBroadcast,
    startBroadcast,
    approveBroadcast,
    pauseBroadcast,
    resumeBroadcast,
    stopBroadcast,
  ],
  draws: [listAllDraws, showDraw, addDraw, drawNow, callOffDraw],
  office: [
    showOffice,
    addDepartment,
    changeDepartment,
    removeDepartment,
    addService,
    changeService,
    removeService,
    addLocation,
    changeLocation,
    removeLocation,
    addRoom,
    changeRoom,
    removeRoom,
  ],
  devices: [
    addBoardOrKiosk,
    listBoardsAndKiosks,
    revokeBoardOrKiosk,
    pairBoardOrKiosk,
    showBoard,
    watchBoard,
    showKiosk,
    checkIn,
  ],
}

export const routes = Object.values(groups).flat()

/** What the page's client knows of them. */
export type DeskRoute = (typeof routes)[number]
