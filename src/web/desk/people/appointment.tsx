import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { t } from '../texts.ts'
import { codeOf, languageOf } from '../today/named.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { History } from './history.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { type Bookable, isToCome, type Known, placeNamed, whenOf } from './named.ts'
import { Notes } from './notes.tsx'

/** What was done to an appointment, and under which id it is now. `canUndo`: for half a minute. */
export type Done = { id: string; said: string; canUndo?: boolean }

type Props = { visit: Known; places: Bookable | undefined; done: (done: Done) => void }

/** One appointment of a person with what can be done about it. */
export function Appointment({ visit, places, done }: Props): JSX.Element {
  const [open, setOpen] = useState<'move' | 'cancel' | undefined>()
  const { id, code, startsAt, language, people, canHear } = visit
  const { department, service, location } = placeNamed(places, visit)
  const close = () => setOpen(undefined)
  const finish = (result: Done) => {
    close()
    done(result)
  }
  const when = whenOf(startsAt)
  return (
    <li class="people-appointment">
      <div class="people-when">
        <h3 class="kern-title">{when}</h3>
        <span class="kern-badge kern-badge--info kern-badge--small">
          <span class="kern-label kern-label--small">{t(`people.is.${stateOf(visit)}`)}</span>
        </span>
      </div>
      <p class="kern-body">
        <span class="today-code">{codeOf(code)}</span> · {service} · {department}, {location}
        <span class="quiet">
          {' '}
          · {languageOf(language)} · {t('today.people', { count: people })}
        </span>
      </p>
      {isToCome(visit) && (
        <>
          <p class="quiet">{canHear ? t('people.canHear') : t('people.cannotHear')}</p>
          <div class="page-deeds">
            <Button onClick={() => setOpen('move')} aria-label={`${t('people.move')}: ${when}`}>
              {t('people.move')}
            </Button>
            <Button onClick={() => setOpen('cancel')} aria-label={`${t('people.cancel')}: ${when}`}>
              {t('people.cancel')}
            </Button>
            <Link to={`/desk/personen/${id}/print`} class="kern-btn kern-btn--tertiary">
              <span class="kern-label">{t('people.print')}</span>
            </Link>
          </div>
        </>
      )}
      <History visit={visit} />
      <Notes visit={visit} />
      {open === 'move' && (
        <MoveDialog
          visit={visit}
          places={places}
          close={close}
          moved={(moved) => finish({ id: moved.id, said: t('people.moved', { when: whenOf(moved.startsAt) }) })}
        />
      )}
      {open === 'cancel' && (
        <CancelDialog
          visit={visit}
          close={close}
          cancelled={(by) => finish({ id, said: t('people.cancelled'), canUndo: by === 'office' })}
        />
      )}
    </li>
  )
}

function stateOf(visit: Known): Known['state'] | Known['attendance'] {
  if (visit.state !== 'booked' || isToCome(visit)) return visit.state
  return visit.attendance
}
