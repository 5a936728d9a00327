import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Field } from '../parts/field.tsx'
import { Notice } from '../parts/notice.tsx'
import { language, t } from '../texts.ts'
import { type ApiDocument, byGroup, fits } from './document.ts'
import { Route } from './operation.tsx'

/** The routes for other systems, as /api/openapi.json says them. */
export function Reference(): JSX.Element {
  const [api, setApi] = useState<ApiDocument | 'missing' | undefined>()
  const [wanted, setWanted] = useState('')
  useEffect(() => void read().then(setApi), [])
  const groups = typeof api === 'object' ? byGroup(api) : []
  const shown = groups
    .map(({ group, operations }) => ({ group, operations: operations.filter((route) => fits(route, wanted)) }))
    .filter(({ operations }) => operations.length > 0)
  return (
    <div class="reference">
      <a class="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header class="reference-head">
        <span class="shell-name">{t('shell.title')}</span>
        <a class="kern-link" href="/desk">
          {t('reference.toDesk')}
        </a>
        <button type="button" class="kern-btn kern-btn--tertiary" onClick={speakOther}>
          <span class="kern-label" lang={language === 'de' ? 'en' : 'de'}>
            {t('shell.otherLanguage')}
          </span>
        </button>
      </header>
      <main id="main" tabIndex={-1} class="reference-main">
        <h1 class="kern-heading-large">{t('reference.title')}</h1>
        <Introduction />
        {api === 'missing' && <Notice kind="danger" title={t('error.offline')} />}
        {groups.length > 0 && (
          <>
            <Field id="wanted" type="search" label={t('reference.search')} value={wanted} change={setWanted} />
            <nav class="reference-groups" aria-label={t('reference.groups')}>
              <ul>
                {shown.map(({ group, operations }) => (
                  <li key={group}>
                    <a class="kern-link" href={`#${group}`}>
                      {group} ({operations.length})
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </>
        )}
        <p role="status" class="kern-body">
          {groups.length > 0 && shown.length === 0 && t('reference.noneFound')}
        </p>
        {shown.map(({ group, operations }) => (
          <section key={group} aria-labelledby={group}>
            <h2 class="kern-heading-medium" id={group} lang="en">
              {group}
            </h2>
            <div class="kern-accordion-group">
              {operations.map((route) => (
                <Route key={route.operationId} route={route} />
              ))}
            </div>
          </section>
        ))}
      </main>
    </div>
  )
}

function Introduction(): JSX.Element {
  return (
    <>
      <p class="kern-body">{t('reference.intro')}</p>
      <ul class="reference-rules">
        {(['keys', 'writes', 'times', 'errors', 'webhooks'] as const).map((rule) => (
          <li key={rule} class="kern-body">
            {t(`reference.rule.${rule}`)}
          </li>
        ))}
      </ul>
      <p class="kern-body">
        <a class="kern-link" href="/api/openapi.json">
          {t('reference.document')}
        </a>
      </p>
    </>
  )
}

async function read(): Promise<ApiDocument | 'missing'> {
  try {
    const response = await fetch('/api/openapi.json')
    return response.ok ? await response.json() : 'missing'
  } catch {
    return 'missing'
  }
}

/** The server sends the page in the language of the cookie. */
function speakOther(): void {
  const other = language === 'de' ? 'en' : 'de'
  document.cookie = `desk-language=${other}; path=/api; max-age=31536000; samesite=strict`
  location.reload()
}
