import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { t } from '../texts.ts'
import { codeOf, dayOf, serviceOf, timeOf, type Workplaces } from './named.ts'
import { PersonName } from './person.tsx'

export type Open = AnswerOf<RouteAt<'GET', '/locations/:locationId/unrecorded'>>['visits'][number]
export type As = 'attended' | 'no_show' | 'cancelled_by_office'

type Props = {
  title: string
  intro: string
  visits: readonly Open[]
  places: Workplaces | undefined
  settle: (visit: Open, as: As) => void
}

const ways: readonly As[] = ['attended', 'no_show', 'cancelled_by_office']

/** Visits of earlier days that wait for a clerk's word, with what the applicant says. */
export function OpenVisits({ title, intro, visits, places, settle }: Props): JSX.Element {
  return (
    <section class="today-open">
      <h2 class="kern-heading-small">
        {title} <span class="today-count">{visits.length}</span>
      </h2>
      <p class="kern-body">{visits.length === 0 ? t('today.all-settled') : intro}</p>
      <ul>
        {visits.map((visit) => (
          <li class="today-row" key={visit.id}>
            <time class="today-time" dateTime={visit.startsAt}>
              {dayOf(visit.startsAt)}
              <br />
              {timeOf(visit.startsAt)}
            </time>
            <div class="today-main">
              <p>
                <PersonName person={visit.person} />
              </p>
              <p class="today-quiet">
                <span class="today-code">{codeOf(visit.code)}</span> · {serviceOf(places, visit.serviceId).name}
              </p>
              {visit.attendance !== 'unrecorded' && (
                <p class="today-quiet">{t(`today.recorded-${visit.attendance}`)}</p>
              )}
              {visit.answer && <p class="today-says">{t(`today.${visit.answer}`)}</p>}
            </div>
            <div class="today-row-acts">
              {ways.map((as) => (
                <Button
                  key={as}
                  aria-label={`${t(`today.settle-${as}`)}: ${codeOf(visit.code)}`}
                  onClick={() => settle(visit, as)}
                >
                  {t(`today.settle-${as}`)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
