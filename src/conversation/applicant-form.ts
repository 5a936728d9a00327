import type { BookingSummary } from '#message.ts'
import { bookingOf } from './booking.ts'
import type { Talk } from './talk.ts'

/** What the page that asks who comes is for: with a time that is reserved it also books, for a lot it only asks. */
export function applicantForm(talk: Talk): { asks: 'applicant'; books?: BookingSummary } {
  return { asks: 'applicant', ...(talk.answers.time && { books: bookingOf(talk) }) }
}
