import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Question } from '#message.ts'
import { withDots } from './birthday.ts'
import type { Deeds } from './chat.ts'
import { Icon } from './icons.tsx'
import { recall, remember } from './memory.ts'
import { text } from './json.ts'
import type { PageTexts } from './texts.ts'

/** The server takes longer ones too, but nobody types them by hand. */
const longest = 1_000

/** What the keyboard and the browser's memory can do for each kind of answer. */
const kinds = {
  any: { autocomplete: 'off' },
  name: { autocomplete: 'name', autocapitalize: 'words', spellcheck: false },
  birthday: { autocomplete: 'bday', inputmode: 'numeric' },
  code: { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false },
} as const

export function Composer({
  input,
  texts,
  deeds,
}: {
  input: Question['input']
  texts: PageTexts
  deeds: Deeds
}): JSX.Element {
  const [draft, setDraft] = useState(text(recall('draft')) ?? '')
  const hint = input === 'birthday' ? texts.birthdayHint : input === 'code' ? texts.codeHint : undefined

  function write(typed: string): void {
    const next = input === 'birthday' ? withDots(typed) : typed
    remember('draft', next)
    setDraft(next)
  }

  function send(event: Event): void {
    event.preventDefault()
    if (draft.trim() === '') return
    deeds.send({ text: draft.trim() })
    write('')
  }

  return (
    <form class="composer" aria-label={texts.write} onSubmit={send}>
      <div class="column">
        {hint && (
          <p class="hint" id="hint">
            {hint}
          </p>
        )}
        <label class="spoken" for="message">
          {texts.write}
        </label>
        <input
          id="message"
          type="text"
          {...kinds[input]}
          dir={draft ? 'auto' : undefined}
          placeholder={texts.write}
          aria-describedby={hint && 'hint'}
          enterkeyhint="send"
          maxLength={longest}
          value={draft}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" class="primary" aria-label={texts.send} title={texts.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
