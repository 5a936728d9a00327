import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Refused } from '../parts/refused.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useKey } from '../use-key.ts'
import { useLoad } from '../use-load.ts'
import type { Known } from './named.ts'

/** What was written down about a visit. It is read only when somebody opens it: that stands in the audit log. */
export function Notes({ visit }: { visit: Known }): JSX.Element {
  const [isOpen, setIsOpen] = useState(false)
  const [written, setWritten] = useState(0)
  const count = Math.max(visit.notes, written)
  return (
    <details class="people-more" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{t('people.notes', { count })}</summary>
      {isOpen && <Open visit={visit} wrote={() => setWritten(count + 1)} />}
    </details>
  )
}

function Open({ visit: { id, state }, wrote }: { visit: Known; wrote: () => void }): JSX.Element {
  const notes = useLoad(() => api('GET', '/visits/:id/notes', { params: { id } }), [id])
  const [text, setText] = useState('')
  const { isBusy, refusal, run } = useDeed()
  const named = useKey()

  async function save() {
    const saved = await run(() =>
      named({ text }, (key) => api('POST', '/visits/:id/notes', { params: { id }, body: { text }, key })),
    )
    if (!saved) return
    setText('')
    wrote()
    await notes.again()
  }

  return (
    <>
      <Loaded of={notes}>
        {({ notes: written }) => (
          <ul class="people-notes">
            {written.map((note) => (
              <li key={note.id}>
                <span class="quiet">{instant(note.at)}</span> {note.text}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {state === 'booked' && (
        <>
          <Refused refusal={refusal} />
          <label class="kern-label" for={`note-${id}`}>
            {t('people.noteNew')}
          </label>
          <textarea
            id={`note-${id}`}
            class="kern-form-input__input"
            rows={2}
            maxLength={2000}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <div>
            <Button onClick={save} disabled={text.trim() === ''} aria-disabled={isBusy}>
              {t('people.noteSave')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
