import type { JSX } from 'preact'
import { languageNames } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { languages, type Preview } from './broadcast.ts'

/** What everybody would read, in every language, and how many they are. */
export function Bodies({ preview }: { preview: Preview }): JSX.Element {
  const { people, told, places, crowds, bodies, needsApproval } = preview
  return (
    <section class="broadcast-preview" aria-label={t('broadcasts.preview')}>
      <p class="kern-body">
        <strong>{t('broadcasts.previewPeople', { count: people })}</strong>,{' '}
        {t('broadcasts.previewTold', { count: told })}. {t('broadcasts.places', { count: places })}.{' '}
        {needsApproval && t('broadcasts.needsApproval')}
      </p>
      <div class="broadcast-bodies">
        {languages
          .filter((tag) => bodies[tag] !== undefined)
          .map((tag) => (
            <article
              key={tag}
              class="broadcast-body"
              aria-label={t('broadcasts.previewOf', { language: languageNames([tag]) })}
            >
              <h3>
                {languageNames([tag])}{' '}
                <span class="quiet-inline">
                  {t('broadcasts.previewPeople', {
                    count: crowds.find(({ language }) => language === tag)?.people ?? 0,
                  })}
                </span>
              </h3>
              <p lang={tag} dir="auto">
                {bodies[tag]}
              </p>
            </article>
          ))}
      </div>
    </section>
  )
}
