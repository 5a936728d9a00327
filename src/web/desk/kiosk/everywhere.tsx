import type { JSX } from 'preact'
import { type KioskTexts, languages } from './kiosk-texts.ts'

/** One sentence in every language, for when nobody can choose one. */
export function Everywhere({ text }: { text: keyof KioskTexts }): JSX.Element {
  return (
    <main>
      <div class="kiosk-everywhere" role="alert">
        {languages.map(([tag, texts], index) => {
          const Part = index === 0 ? 'h1' : 'p'
          return (
            <Part key={tag} lang={tag} dir="auto">
              {texts[text]}
            </Part>
          )
        })}
      </div>
    </main>
  )
}
