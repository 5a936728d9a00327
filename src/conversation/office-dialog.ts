import type { Answers, Task } from './answers.ts'
import { confirmLot } from './draws/confirm-lot.ts'
import { draw } from './draws/draw.ts'
import { drawn } from './draws/drawn.ts'
import { prefers, waits } from './draws/choice-step.ts'
import { lot } from './draws/lot.ts'
import { appointment } from './steps/appointment.ts'
import { code } from './steps/code.ts'
import { confirmBooking } from './steps/confirm-booking.ts'
import { confirmCancel } from './steps/confirm-cancel.ts'
import { confirmErase } from './steps/confirm-erase.ts'
import { confirmMove } from './steps/confirm-move.ts'
import { confirmSubscription } from './steps/confirm-subscription.ts'
import { dateOfBirth } from './steps/date-of-birth.ts'
import { day } from './steps/day.ts'
import { department } from './steps/department.ts'
import { earlier } from './steps/earlier.ts'
import { email } from './steps/email.ts'
import { language } from './steps/language.ts'
import { location } from './steps/location.ts'
import { menu } from './steps/menu.ts'
import { name } from './steps/name.ts'
import { newsSteps } from './steps/news.ts'
import { notice } from './steps/notice.ts'
import { offer } from './steps/offer.ts'
import { openingBirthday } from './steps/opening-birthday.ts'
import { people } from './steps/people.ts'
import { service } from './steps/service.ts'
import { shownAppointment } from './steps/shown-appointment.ts'
import { time } from './steps/time.ts'
import { until } from './steps/until.ts'
import { wish } from './steps/wish.ts'
import { wishLocation } from './steps/wish-location.ts'
import type { TalkDialog, TalkStep } from './talk.ts'

/** Everything the office talks about: a language, a task, and the task's own questions. */
export const officeDialog: TalkDialog = {
  steps: ({ answers }) =>
    answers.menu === undefined
      ? [language, offer, drawn, ...newsSteps, menu]
      : [language, menu, ...stepsOf(answers.menu, answers)],
  lasting: ['language', 'met', 'greeted'],
  opened: new WeakMap(),
}

const matter = [department, service, location]
const opening = [code, openingBirthday]

/** A lot that is only changed knows whose it is. */
function stepsOf(task: Task, { lot: number }: Answers): readonly TalkStep[] {
  return task === 'draw' && number !== undefined && number !== 'new'
    ? [draw, lot, prefers, waits, confirmLot]
    : tasks[task]
}

const tasks: Record<Task, readonly TalkStep[]> = {
  book: [...matter, day, time, name, dateOfBirth, people, confirmBooking],
  // What is moved says department and service: another one would be another appointment.
  move: [...opening, appointment, location, day, time, confirmMove],
  cancel: [...opening, appointment, confirmCancel],
  code: [...opening, shownAppointment],
  subscribe: [wish, earlier, department, service, wishLocation, until, notice, confirmSubscription],
  erase: [confirmErase],
  email: [email],
  draw: [draw, lot, prefers, waits, name, dateOfBirth, people, confirmLot],
}
