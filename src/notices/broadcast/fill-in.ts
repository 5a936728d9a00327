import { dayInstant, writeShortDay, writeTime } from '#conversation/when.ts'
import { Language, type Speak } from '#texts.ts'
import type { Texts } from './broadcast.ts'
import type { FreePlaces } from './free-places.ts'

/** Days and times that are named: the rest is a number, and the chat shows them all. */
const most = { days: 4, times: 4 }

/** The words of every language with the free times in them. */
export function fillIn(texts: Texts, { places, speak }: { places: readonly FreePlaces[]; speak: Speak }): Texts {
  const filled = Language.options.flatMap((language) => {
    const text = texts[language]
    return text === undefined ? [] : [[language, text.replaceAll('{slots}', writePlaces(places, language, speak))]]
  })
  return Object.fromEntries(filled)
}

/** "Di., 24. Nov.: 08:20, 08:40 (12 frei)", a line for each day. */
function writePlaces(places: readonly FreePlaces[], language: Language, speak: Speak): string {
  const t = speak(language)
  const shown = places.slice(0, most.days).map(({ day, times, free }) => {
    const named = times
      .slice(0, most.times)
      .map(writeTime)
      .join(language === 'ar' ? '، ' : ', ')
    return `${writeShortDay(dayInstant(day), language)}: ${named} (${t('broadcast.free', { count: free })})`
  })
  const more = places.slice(most.days).reduce((sum, { free }) => sum + free, 0)
  return [...shown, ...(more > 0 ? [t('broadcast.more', { count: more })] : [])].join('\n')
}
