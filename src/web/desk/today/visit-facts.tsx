import type { JSX } from 'preact'
import { t } from '../texts.ts'
import type { Line } from './day.ts'
import { codeOf, languageOf, serviceOf, timeOf, type Workplaces } from './named.ts'
import { PersonName } from './person.tsx'

type Props = { visit: Line; places: Workplaces | undefined }

/** Everything that helps to receive this person. */
export function VisitFacts({ visit, places }: Props): JSX.Element {
  const { name, documents } = serviceOf(places, visit.serviceId)
  return (
    <div class="today-facts">
      <p class="today-who">
        <PersonName person={visit.person} />
        {visit.people > 1 && (
          <span class="kern-badge kern-badge--info kern-badge--small">
            <span class="kern-label kern-label--small">{t('today.people', { count: visit.people })}</span>
          </span>
        )}
      </p>
      <dl>
        <dt>{t('today.code')}</dt>
        <dd class="today-code">{codeOf(visit.code)}</dd>
        <dt>{t('today.appointment')}</dt>
        <dd>
          {timeOf(visit.startsAt)} – {timeOf(visit.endsAt)}
          {visit.arrivedAt && <span class="today-quiet"> · {t('today.since', { time: timeOf(visit.arrivedAt) })}</span>}
        </dd>
        <dt>{t('today.language')}</dt>
        <dd>{languageOf(visit.language)}</dd>
        <dt>{t('today.service')}</dt>
        <dd>{name}</dd>
        {documents.length > 0 && (
          <>
            <dt>{t('today.documents')}</dt>
            <dd>
              <ul class="today-documents">
                {documents.map((document) => (
                  <li key={document}>{document}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}
