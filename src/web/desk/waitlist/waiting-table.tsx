import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Table } from '../parts/table.tsx'
import { dayNamed, whenOf } from '../people/named.ts'
import { t } from '../texts.ts'
import { codeOf, serviceOf, type Workplaces } from '../today/named.ts'
import { notices } from './notices.ts'

type Waiting = AnswerOf<RouteAt<'GET', '/locations/:locationId/waitlist'>>['waiting'][number]

type Props = {
  waiting: readonly Waiting[]
  places: Workplaces | undefined
  end: (wish: Waiting) => Promise<void>
}

/** Who waits, in the order in which they are asked, without a name: a code at most. */
export function WaitingTable({ waiting, places, end }: Props): JSX.Element {
  return (
    <section class="waitlist-part">
      <h2 class="kern-heading-small">
        {waiting.length === 0 ? t('waitlist.nobody') : t('waitlist.who', { count: waiting.length })}
      </h2>
      {waiting.length > 0 && (
        <Table
          isSmall
          label={t('waitlist.who', { count: waiting.length })}
          columns={[t('waitlist.since'), t('waitlist.for'), t('waitlist.how'), t('staff.deeds')]}
        >
          {waiting.map((wish) => (
            <tr class="kern-table__row" key={wish.id}>
              <td class="kern-table__cell">
                {whenOf(wish.since)}
                <br />
                {t('waitlist.asked-so-far', { count: wish.offers })}
              </td>
              <td class="kern-table__cell">
                {wish.serviceId === null ? '' : serviceOf(places, wish.serviceId).name}
                <br />
                {wishOf(wish)}
              </td>
              <td class="kern-table__cell">
                {t(`waitlist.notice-${notices.find((each) => each >= wish.noticeMinutes) ?? 4320}`)}
                <br />
                {t(`waitlist.way-${wish.way}`)}
              </td>
              <td class="kern-table__cell">
                <Button
                  look="tertiary"
                  aria-label={`${t('waitlist.end')}: ${whenOf(wish.since)}`}
                  onClick={() => end(wish)}
                >
                  {t('waitlist.end')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}

function wishOf({ code, startsAt, until, isAnywhere }: Waiting): string {
  const parts = [
    startsAt !== null && t('waitlist.earlier', { when: whenOf(startsAt) }),
    code !== null && codeOf(code),
    until !== null && t('waitlist.until', { day: dayNamed(until) }),
    isAnywhere && t('waitlist.anywhere'),
  ]
  return parts.filter(Boolean).join(' · ')
}
