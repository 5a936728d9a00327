import type { JSX } from 'preact'
import { languageNames, missingIn, otherLanguages, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { countMissing, type OfficeData, textsOf } from './things.ts'

/** Which languages lack how many texts, all in all: those who read them see German there. */
export function MissingOverall({ office }: { office: OfficeData }): JSX.Element {
  const texts = textsOf(office)
  const counts = countMissing(texts)
  if (counts.length === 0) return <p class="kern-body">{t('office.allTranslated', { count: texts.length })}</p>
  return (
    <div class="office-missing">
      <p class="kern-body">{t('office.missingIntro')}</p>
      <ul class="week-legend">
        {counts.map(({ tag, count }) => (
          <li key={tag} class="text-missing">
            {languageNames([tag])}: {t('texts.missing', { count })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The languages that one thing lacks a text in. */
export function MissingOf({ texts }: { texts: readonly Texts[] }): JSX.Element | null {
  const missing = new Set(texts.flatMap(missingIn))
  const tags = otherLanguages.filter((tag) => missing.has(tag))
  if (tags.length === 0) return <span class="quiet-inline">{t('texts.complete')}</span>
  return <span class="text-missing">{t('office.lacks', { languages: languageNames(tags) })}</span>
}
