import type { JSX } from 'preact'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'
import { codeOf, dayOf, languageOf, timeOf } from '../today/named.ts'
import { PersonName } from '../today/person.tsx'
import type { Preview } from './close-dialog.tsx'

/** Whom a closing concerns, and who has to be called because no message reaches them. */
export function AffectedPeople({ preview }: { preview: Preview }): JSX.Element {
  const { slots, held, affected } = preview
  const unreachable = affected.filter(({ isReachable }) => !isReachable).length
  return (
    <>
      <Notice
        kind={affected.length > 0 ? 'warning' : 'info'}
        title={t('calendar.affected', { count: affected.length })}
      >
        <p class="kern-body">
          {t('calendar.affectedSlots', { count: slots })} {held > 0 && t('calendar.affectedHeld', { count: held })}{' '}
          {unreachable > 0 && t('calendar.unreachable', { count: unreachable })}
        </p>
      </Notice>
      {affected.length > 0 && (
        <ul class="week-affected">
          {affected.map((visit) => (
            <li key={visit.id}>
              <time dateTime={visit.startsAt}>
                {dayOf(visit.startsAt)} {timeOf(visit.startsAt)}
              </time>
              <span>
                <PersonName person={visit.person} /> <span class="today-code">{codeOf(visit.code)}</span>
              </span>
              <span>
                {languageOf(visit.language)}
                {!visit.isReachable && <strong> · {t('calendar.callThem')}</strong>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
