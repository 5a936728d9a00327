import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Table } from '../parts/table.tsx'
import { whenOf } from '../people/named.ts'
import { t } from '../texts.ts'
import { codeOf, serviceOf, timeOf, type Workplaces } from '../today/named.ts'

export type Freed = AnswerOf<RouteAt<'GET', '/locations/:locationId/waitlist'>>['freed'][number]

type Props = {
  freed: readonly Freed[]
  places: Workplaces | undefined
  release: (seat: Freed) => Promise<void>
  answer: (offerId: string, answer: 'accept' | 'decline') => Promise<void>
}

/** Which freed time went where. Whom nobody can write to the office calls, and answers for them. */
export function FreedTable({ freed, places, release, answer }: Props): JSX.Element {
  const { me } = useDesk()
  const mayRelease = me.roles.some(({ role }) => role === 'manager')
  return (
    <section class="waitlist-part">
      <h2 class="kern-heading-small">{t('waitlist.freed')}</h2>
      {freed.length === 0 ? (
        <p class="kern-body">{t('waitlist.none-freed')}</p>
      ) : (
        <Table
          isSmall
          label={t('waitlist.freed')}
          columns={[t('waitlist.time'), t('waitlist.cause'), t('waitlist.where'), t('staff.deeds')]}
        >
          {freed.map((seat) => (
            <tr class="kern-table__row" key={seat.id}>
              <td class="kern-table__cell">
                {whenOf(seat.startsAt)}
                <br />
                {serviceOf(places, seat.serviceId).name}
              </td>
              <td class="kern-table__cell">
                {t(`waitlist.${seat.cause}`)}
                <br />
                {whenOf(seat.freedAt)}
              </td>
              <td class="kern-table__cell">{whereTo(seat)}</td>
              <td class="kern-table__cell">
                <div class="row-deeds">
                  {seat.offer?.isForOffice &&
                    (['accept', 'decline'] as const).map((said) => (
                      <Button
                        key={said}
                        aria-label={`${t(`waitlist.${said}`)}: ${whenOf(seat.startsAt)}`}
                        onClick={() => answer(seat.offer?.id ?? '', said)}
                      >
                        {t(`waitlist.${said}`)}
                      </Button>
                    ))}
                  {mayRelease && (seat.state === 'waiting' || seat.state === 'offered') && (
                    <Button
                      look="tertiary"
                      aria-label={`${t('waitlist.release')}: ${whenOf(seat.startsAt)}`}
                      onClick={() => release(seat)}
                    >
                      {t('waitlist.release')}
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}

function whereTo({ state, offer, code, publicAt, isTaken, isAttended, asked }: Freed): string {
  const who = code === null ? t('waitlist.without-code') : codeOf(code)
  const times = asked > 0 ? ` · ${t('waitlist.asked', { count: asked })}` : ''
  switch (state) {
    case 'waiting':
      return `${publicAt === null ? t('waitlist.waiting') : t('waitlist.public-at', { when: whenOf(publicAt) })}${times}`
    case 'offered':
      if (offer === null) return t('waitlist.waiting')
      return t(offer.isForOffice ? 'waitlist.to-call' : 'waitlist.offered', { who, time: timeOf(offer.expiresAt) })
    case 'accepted':
      return code === null ? t('waitlist.being-booked') : `${t('waitlist.accepted', { who })}${came(isAttended)}`
    case 'public':
      return `${isTaken ? t('waitlist.taken', { who }) : t('waitlist.public')}${came(isAttended)}${times}`
    case 'taken_back':
      return t('waitlist.taken-back')
    case 'lapsed':
      return `${t('waitlist.lapsed')}${times}`
  }
}

function came(isAttended: boolean): string {
  return isAttended ? ` · ${t('waitlist.attended')}` : ''
}
