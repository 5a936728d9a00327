import type { JSX } from 'preact'
import type { Deeds, View } from './chat.ts'
import { Icon } from './icons.tsx'
import { isLanguage, languages } from './languages.ts'
import { Menu } from './menu.tsx'
import { Notice } from './notice.tsx'

export function Header({ view, deeds, forget }: { view: View; deeds: Deeds; forget: () => void }): JSX.Element {
  const { texts, language } = view
  const entry = (value: string, label: string) => (
    <li>
      <button type="button" onClick={() => deeds.send({ text: label, value })}>
        {label}
      </button>
    </li>
  )
  return (
    <header class="bar">
      <a class="skip" href="#message">
        {texts.skip}
      </a>
      <div class="column">
        <h1>{texts.office}</h1>
        <nav aria-label={texts.menu}>
          <Menu
            name={`${texts.language}: ${languages[language]}`}
            face={
              <>
                <Icon name="globe" />
                <span class="wide">{languages[language]}</span>
              </>
            }
          >
            {Object.entries(languages).map(([tag, name]) => (
              <li>
                <button
                  type="button"
                  lang={tag}
                  aria-current={tag === language || undefined}
                  onClick={() =>
                    isLanguage(tag) && tag !== language && deeds.send({ text: name, value: `language:${tag}` })
                  }
                >
                  <bdi>{name}</bdi>
                </button>
              </li>
            ))}
          </Menu>
          <Menu name={texts.menu} face={<Icon name="more" />}>
            {entry('menu:appointments', texts.appointments)}
            {entry('menu:help', texts.help)}
            {entry('menu:privacy', texts.privacy)}
            <li>
              <button type="button" onClick={forget}>
                {texts.forget}
              </button>
            </li>
          </Menu>
        </nav>
      </div>
      <Notice view={view} />
    </header>
  )
}
