import type { JSX } from 'preact'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { t } from '../texts.ts'
import { actsOf } from './acts-of.ts'
import type { Line } from './day.ts'
import { codeOf, languageOf, serviceOf, timeOf, type Workplaces } from './named.ts'
import { PersonName } from './person.tsx'
import type { Acts } from './use-acts.ts'

type Props = { visit: Line; places: Workplaces | undefined; now: Date; acts: Acts; call: (visit: Line) => void }

/** One visit in the day's list, with what is likely to be done with it. */
export function Row({ visit, places, now, acts, call }: Props): JSX.Element {
  const { me } = useDesk()
  const { room, caller } = visit
  return (
    <li class="today-row">
      <time class="today-time" dateTime={visit.startsAt}>
        {timeOf(visit.startsAt)}
      </time>
      <div class="today-main">
        <p>
          <PersonName person={visit.person} />
        </p>
        <p class="today-quiet">
          <span class="today-code">{codeOf(visit.code)}</span> · {languageOf(visit.language)} ·{' '}
          {serviceOf(places, visit.serviceId).name}
          {visit.comingAt !== null && ` · ${t('reminders.coming')}`}
        </p>
        {room !== null && (
          <p class="today-quiet">
            {t('today.in-room', { room })} {caller !== null && `· ${caller}`}
          </p>
        )}
      </div>
      <div class="today-row-acts">
        {actsOf(visit, { staffId: me.id, now }).map((name) => (
          <Button
            key={name}
            look={name === 'take-back' ? 'tertiary' : 'secondary'}
            aria-label={`${t(`today.${name}`)}: ${codeOf(visit.code)}`}
            onClick={() => {
              if (name === 'call') call(visit)
              else if (name === 'take-back') void acts.takeBack(visit)
              else void acts.act(name, visit)
            }}
          >
            {t(`today.${name}`)}
          </Button>
        ))}
      </div>
    </li>
  )
}
