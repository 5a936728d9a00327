import type { Act } from '#message.ts'
import type { Stand } from './commands.ts'
import { firstOpen, follow, saysOf } from './dialog.ts'
import { bookingOf } from './booking.ts'
import { applicantOf } from './steps/applicant.ts'
import { confirmBooking } from './steps/confirm-booking.ts'
import { openFor, openingBirthday } from './steps/opening-birthday.ts'
import { name } from './steps/name.ts'
import { say, type Talk, textsOf, withAnswers } from './talk.ts'

/**
 * A one-time page was filled in. It counts while its task lasts, whichever question is open meanwhile; it books only what it
 * showed.
 */
export async function fillIn(talk: Talk, form: Act & { kind: 'form' }): Promise<Stand> {
  const t = textsOf(talk)
  const applicant = applicantOf(talk, form)
  if (applicant && talk.dialog.steps(talk).includes(name)) {
    const here = withAnswers(talk, applicant)
    const isConfirmed = firstOpen(here.dialog, here) === confirmBooking && form.confirms === bookingOf(here).reference
    if (!isConfirmed) return { talk: here, say: [say(t('form.received'))] }
    const reading = await confirmBooking.read({ kind: 'press', key: `yes:${form.confirms}` }, here)
    return { talk: follow(here.dialog, here, reading), say: saysOf(reading) }
  }
  if (form.name === undefined && firstOpen(talk.dialog, talk) === openingBirthday) {
    const reading = await openFor(talk, form.dateOfBirth ?? '')
    return { talk: follow(talk.dialog, talk, reading), say: saysOf(reading) }
  }
  return { talk, say: [say(t('form.over'))] }
}
