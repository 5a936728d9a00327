import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { t } from '../texts.ts'
import type { Line } from './day.ts'
import type { Acts } from './use-acts.ts'

/** A note on the person who is there; it stays until it is saved. */
export function NoteField({ visit, acts }: { visit: Line; acts: Acts }): JSX.Element {
  const [text, setText] = useState('')
  const save = async () => {
    if (await acts.note(visit, text)) setText('')
  }
  return (
    <details class="today-note">
      <summary>{t('today.note', { count: visit.notes })}</summary>
      <label class="kern-label" for="note">
        {t('today.note-label')}
      </label>
      <textarea
        id="note"
        class="kern-form-input__input"
        rows={2}
        maxLength={2000}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button onClick={() => void save()} disabled={text.trim() === ''}>
        {t('today.note-save')}
      </Button>
    </details>
  )
}
