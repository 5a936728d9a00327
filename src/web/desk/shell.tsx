import type { ComponentChildren, JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { api } from './api.ts'
import { maySee } from './may-see.ts'
import { useDesk } from './member.ts'
import { pages } from './pages.ts'
import { Link } from './parts/link.tsx'
import { PlaceChoice } from './parts/place-choice.tsx'
import { language, t } from './texts.ts'

type Props = { path: string; leave: () => void; children: ComponentChildren }

/** What stands around every page: where one is, where one can go, who one is. */
export function Shell({ path, leave, children }: Props): JSX.Element {
  const { me } = useDesk()
  const main = useRef<HTMLElement>(null)

  async function signOut() {
    await api('POST', '/sign-out', {})
    leave()
  }

  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </a>
      <header class="shell-head">
        <Link to="/desk" class="shell-name">
          {t('shell.title')}
        </Link>
        <PlaceChoice />
        <div class="shell-self">
          <Link to="/desk/konto" class="kern-link" isCurrent={path === '/desk/konto'}>
            {me.name}
          </Link>
          <button type="button" class="kern-btn kern-btn--tertiary" onClick={speakOther}>
            <span class="kern-label" lang={language === 'de' ? 'en' : 'de'}>
              {t('shell.otherLanguage')}
            </span>
          </button>
          <button type="button" class="kern-btn kern-btn--secondary" onClick={signOut}>
            <span class="kern-label">{t('shell.signOut')}</span>
          </button>
        </div>
      </header>
      <nav class="shell-pages" aria-label={t('shell.pages')}>
        <ul>
          {pages
            .filter((page) => !page.isHidden && maySee(me, page))
            .map((page) => (
              <li key={page.path}>
                <Link to={page.path} isCurrent={path === page.path || path.startsWith(`${page.path}/`)}>
                  {t(page.title)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <main id="main" class="shell-main" tabIndex={-1} ref={main}>
        {children}
      </main>
    </div>
  )
}

/** The server sends the page in the language of the cookie. */
function speakOther(): void {
  const other = language === 'de' ? 'en' : 'de'
  document.cookie = `desk-language=${other}; path=/desk; max-age=31536000; samesite=strict`
  location.reload()
}
