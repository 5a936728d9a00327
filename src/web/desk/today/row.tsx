import type { JSX } from 'preact'
import { Button } from '../parts/button.tsx'
import { t, type TextKey } from '../texts.ts'
import type { Line } from './day.ts'
import { codeOf, languageOf, serviceOf, timeOf, type Workplaces } from './named.ts'
import { PersonName } from './person.tsx'
import type { Act, Acts } from './use-acts.ts'

type Props = { visit: Line; places: Workplaces | undefined; acts: Acts; call: (visit: Line) => void }

/** One visit in the day's list, with what is likely to be done with it. */
export function Row({ visit, places, acts, call }: Props): JSX.Element {
  const { group, room, caller } = visit
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
        {actsOf[group].map((name) => (
          <Button
            key={name}
            look={name === 'take-back' ? 'tertiary' : 'secondary'}
            aria-label={`${t(labels[name])}: ${codeOf(visit.code)}`}
            onClick={() => {
              if (name === 'call') call(visit)
              else if (name === 'take-back') void acts.takeBack(visit)
              else void acts.act(name, visit)
            }}
          >
            {t(labels[name])}
          </Button>
        ))}
      </div>
    </li>
  )
}

type Offered = Act | 'call' | 'take-back'

const actsOf: Readonly<Record<Line['group'], readonly Offered[]>> = {
  expected: ['arrive', 'call'],
  arrived: ['call', 'take-back'],
  called: ['take-back'],
  with_clerk: ['finish', 'take-back'],
  done: ['take-back'],
  no_show: ['take-back'],
  unrecorded: ['finish', 'no-show', 'arrive'],
}

const labels: Readonly<Record<Offered, TextKey>> = {
  arrive: 'today.arrive',
  begin: 'today.begin',
  finish: 'today.finish',
  'no-show': 'today.no-show',
  'put-back': 'today.put-back',
  'call-again': 'today.call-again',
  call: 'today.call',
  'take-back': 'today.take-back',
}
