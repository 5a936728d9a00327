import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { api } from '../api.ts'
import { go } from '../navigation.ts'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { Refused } from '../parts/refused.tsx'
import { PersonName } from '../today/person.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useKey } from '../use-key.ts'
import { useLoad } from '../use-load.ts'
import { Appointment, type Done } from './appointment.tsx'
import { type Bookable, bornOn, isToCome, type Known } from './named.ts'

type Props = {
  /** Of any of the person's appointments. */
  id: string
  places: Bookable | undefined
  /** What was just done. */
  done: Done | undefined
  say: (done: Done | undefined) => void
  /** To book one more for the same person. */
  book: (who: { name: string; dateOfBirth: string; language: string }) => void
}

/** A person's appointments, and no more of the person than it takes to know who it is. */
export function PersonPage({ id, places, done, say, book }: Props): JSX.Element {
  const known = useLoad(() => api('GET', '/people/:id', { params: { id } }), [id])

  async function show(what: Done | undefined): Promise<void> {
    say(what)
    // What was moved has another id: its page comes anew.
    if (what && what.id !== id) go(`/desk/personen/${what.id}`, { isInstead: true })
    else await known.again()
  }

  return (
    <div class="people">
      <Link to="/desk/personen" class="kern-link">
        {t('people.back')}
      </Link>
      <Outcome done={done} undone={() => show(undefined)} />
      <Loaded of={known}>
        {({ person, appointments }) => (
          <>
            <div class="page-head">
              <div>
                <h1 class="kern-heading-large">
                  <PersonName person={person} />
                </h1>
                {person && <p class="kern-body">{t('people.born', { date: bornOn(person.dateOfBirth) })}</p>}
              </div>
              {person && (
                <Button
                  look="primary"
                  icon="add"
                  onClick={() => book({ ...person, language: appointments[0]?.language ?? 'de' })}
                >
                  {t('people.book')}
                </Button>
              )}
            </div>
            <List title={t('people.toCome')} visits={appointments.filter(isToCome)} places={places} done={show} />
            <List
              title={t('people.past')}
              visits={appointments.filter((visit) => !isToCome(visit))}
              places={places}
              done={show}
            />
          </>
        )}
      </Loaded>
    </div>
  )
}

/** What was just done, and for what the office cancelled the way back. The focus goes there: what was pressed is gone. */
function Outcome({ done, undone }: { done: Done | undefined; undone: () => Promise<void> }): JSX.Element {
  const { isBusy, refusal, run } = useDeed()
  const named = useKey()
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done) outcome.current?.focus()
  }, [done])

  async function undo(id: string) {
    const params = { id }
    if (await run(() => named(id, (key) => api('POST', '/visits/:id/undo-cancelling', { params, key })))) await undone()
  }

  return (
    <div class="people-outcome" tabIndex={-1} ref={outcome}>
      <Refused refusal={refusal} />
      {done && (
        <Notice kind="success" title={done.said}>
          {done.canUndo && (
            <Button onClick={() => undo(done.id)} aria-disabled={isBusy}>
              {t('today.take-back')}
            </Button>
          )}
        </Notice>
      )}
    </div>
  )
}

type ListProps = {
  title: string
  visits: readonly Known[]
  places: Bookable | undefined
  done: (done: Done) => Promise<void>
}

function List({ title, visits, places, done }: ListProps): JSX.Element {
  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{title}</h2>
      {visits.length === 0 && <p class="kern-body">{t('people.none')}</p>}
      <ul class="people-list">
        {visits.map((visit) => (
          <Appointment key={visit.id} visit={visit} places={places} done={(what) => void done(what)} />
        ))}
      </ul>
    </section>
  )
}
