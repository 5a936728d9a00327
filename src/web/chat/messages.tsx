import type { JSX } from 'preact'
import type { Activity } from './activity.ts'
import { isolate } from './bidi.tsx'
import { Card } from './card.tsx'
import type { Deeds, View } from './chat.ts'
import { Icon } from './icons.tsx'
import { localeOf } from './languages.ts'
import { fateOf } from './log.ts'
import type { Letter } from './outbox.ts'
import { Prose } from './prose.tsx'

/** The conversation so far. What is on its way stands below what has arrived, under the key it will have then. */
export function Messages({ view, deeds, isQuiet }: { view: View; deeds: Deeds; isQuiet: boolean }): JSX.Element {
  const { texts, log, outbox } = view
  return (
    <div role="log" aria-label={texts.conversation} aria-live={isQuiet ? 'off' : 'polite'} class="log">
      {log.map((activity, index) => [
        isNewDay(log[index - 1], activity) && (
          <div key={`day ${activity.id}`} class="date">
            <time dateTime={activity.at.slice(0, 10)}>{writeDay(activity.at, view)}</time>
          </div>
        ),
        activity.from === 'person' ? (
          <Own key={activity.clientId ?? activity.id} name={texts.you} text={activity.text} />
        ) : (
          <OfficeMessage key={activity.id} activity={activity} view={view} deeds={deeds} />
        ),
      ])}
      {outbox.map((letter) => (
        <Own key={letter.clientId} name={texts.you} text={letter.text}>
          {letter.state !== 'sent' && <Delivery letter={letter} view={view} deeds={deeds} />}
        </Own>
      ))}
    </div>
  )
}

function Own({ name, text, children }: { name: string; text: string; children?: JSX.Element | false }): JSX.Element {
  return (
    <div class="own">
      <div class="bubble" dir="auto">
        <span class="spoken">{name}: </span>
        {isolate(text)}
      </div>
      {children}
    </div>
  )
}

function Delivery({
  letter,
  view: { texts, trouble },
  deeds,
}: {
  letter: Letter
  view: View
  deeds: Deeds
}): JSX.Element | null {
  if (letter.state === 'refused') {
    return (
      <p class="delivery refused">
        {texts.refused}
        <button type="button" class="link" onClick={() => deeds.sendAgain(letter)}>
          {texts.again}
        </button>
      </p>
    )
  }
  return trouble ? (
    <p class="delivery">
      <Icon name="clock" />
      {texts.waiting}
    </p>
  ) : null
}

/** A card says all that its message's text says, which is for clients that draw none. */
function OfficeMessage({ activity, view, deeds }: { activity: Activity; view: View; deeds: Deeds }): JSX.Element {
  const { text, language, direction, card } = activity
  // What the office has taken away is no success.
  const hasCancelled = activity.cancelled !== undefined && !activity.isUnasked
  return (
    <div class="office" lang={language} dir={direction === 'rtl' ? 'rtl' : 'ltr'}>
      {text && !card && (
        <div class={hasCancelled ? 'bubble cancelled' : 'bubble'} id={`text-${activity.id}`}>
          <span class="spoken">{view.texts.officeSays}: </span>
          {hasCancelled && <Icon name="check" />}
          <Prose text={text} />
        </div>
      )}
      {card && (
        <Card activity={activity} card={card} fate={fateOf(view.log, activity)} texts={view.texts} deeds={deeds} />
      )}
    </div>
  )
}

function isNewDay(before: Activity | undefined, { at }: Activity): boolean {
  const isOld = Date.now() - Date.parse(at) > 12 * 3_600_000
  return before === undefined ? isOld : localDay(before.at) !== localDay(at)
}

function localDay(at: string): string {
  return new Date(at).toDateString()
}

function writeDay(at: string, { language }: View): string {
  return new Date(at).toLocaleDateString(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long' })
}
