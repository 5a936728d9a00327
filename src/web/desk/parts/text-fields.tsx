import type { JSX } from 'preact'
import { language, t } from '../texts.ts'
import { Field } from './field.tsx'

/** The languages beside German that applicants may read. */
export const otherLanguages = ['uk', 'en', 'ru', 'tr', 'ar', 'fr'] as const

/** A text per language, as it is typed: what is empty is missing. */
export type Texts = Readonly<Record<string, string>>

const names = new Intl.DisplayNames([language], { type: 'language' })

/** The languages that have no text yet. */
export function missingIn(texts: Texts): string[] {
  return otherLanguages.filter((tag) => (texts[tag] ?? '').trim() === '')
}

export function languageNames(tags: readonly string[]): string {
  return tags.map((tag) => names.of(tag) ?? tag).join(', ')
}

type Props = {
  id: string
  label: string
  hint?: string
  texts: Texts
  change: (texts: Texts) => void
  /** What is wrong, by language. */
  faultOf?: (tag: string) => string | undefined
  isOptional?: boolean
}

/** One text in all languages. German is shown where another is missing, and the page says which. */
export function TextFields({ id, label, hint, texts, change, faultOf, isOptional = false }: Props): JSX.Element {
  const missing = missingIn(texts)
  const set = (tag: string) => (value: string) => change({ ...texts, [tag]: value })
  return (
    <div class="text-fields">
      <Field
        id={`${id}-de`}
        label={label}
        {...(hint !== undefined && { hint })}
        value={texts['de'] ?? ''}
        change={set('de')}
        error={faultOf?.('de')}
        required={!isOptional}
        isOptional={isOptional}
        autoComplete="off"
      />
      <details open={otherLanguages.some((tag) => faultOf?.(tag) !== undefined)}>
        <summary>
          {t('texts.translations')}{' '}
          {missing.length > 0 ? (
            <span class="text-missing">{t('texts.missing', { count: missing.length })}</span>
          ) : (
            <span class="quiet-inline">{t('texts.complete')}</span>
          )}
        </summary>
        <div class="text-languages">
          {otherLanguages.map((tag) => (
            <Field
              key={tag}
              id={`${id}-${tag}`}
              label={`${names.of(tag) ?? tag}${missing.includes(tag) ? ` – ${t('texts.isMissing')}` : ''}`}
              value={texts[tag] ?? ''}
              change={set(tag)}
              error={faultOf?.(tag)}
              dir="auto"
              autoComplete="off"
            />
          ))}
        </div>
      </details>
    </div>
  )
}

/** As a route takes it. */
export function givenTexts(texts: Texts): { de: string } & Partial<Record<(typeof otherLanguages)[number], string>> {
  const { de = '', uk = '', en = '', ru = '', tr = '', ar = '', fr = '' } = texts
  return { de, uk, en, ru, tr, ar, fr }
}
