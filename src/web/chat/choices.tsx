import type { JSX } from 'preact'
import type { Choice } from '#message.ts'
import type { Activity, OpenQuestion } from './activity.ts'
import { isolate } from './bidi.tsx'
import { Calendar } from './calendar.tsx'
import type { Deeds, View } from './chat.ts'
import { Times } from './times.tsx'

type Props = { activity: Activity; question: OpenQuestion; view: View; deeds: Deeds }

/**
 * The answers to the open question. They stand outside of the log, whose additions are read aloud: nobody wants to hear a
 * whole calendar.
 */
export function Choices({ activity, question, view, deeds }: Props): JSX.Element {
  const { texts } = view
  const language = activity.language ?? view.language
  const press = ({ value, label }: Choice) => deeds.send({ text: label, value })
  const drawn = question.choices.filter((choice) => isDrawn(choice, question))
  const others = question.choices.filter((choice) => !drawn.includes(choice))
  return (
    <div
      class="choices"
      data-step={question.step}
      role="group"
      aria-label={texts.choices}
      aria-describedby={`text-${activity.id}`}
      tabIndex={-1}
      lang={language}
    >
      {question.layout === 'calendar' && <Calendar choices={drawn} language={language} texts={texts} press={press} />}
      {question.layout === 'times' && <Times choices={drawn} texts={texts} press={press} />}
      <Buttons
        kind={question.layout === 'languages' ? 'answers languages' : 'answers'}
        choices={others.filter(({ aside }) => !aside)}
        press={press}
      />
      <Buttons kind="asides" choices={others.filter(({ aside }) => aside)} press={press} />
    </div>
  )
}

function Buttons({
  kind,
  choices,
  press,
}: {
  kind: string
  choices: readonly Choice[]
  press: (choice: Choice) => void
}): JSX.Element | null {
  if (choices.length === 0) return null
  return (
    <div class={kind}>
      {choices.map((choice) => (
        <button
          type="button"
          class={/^\w+:yes\b/.test(choice.value) ? 'primary' : undefined}
          value={choice.value}
          aria-label={choice.spoken}
          dir="auto"
          onClick={() => press(choice)}
        >
          <span>{isolate(choice.label)}</span>
        </button>
      ))}
    </div>
  )
}

function isDrawn({ day, time, aside }: Choice, { layout }: OpenQuestion): boolean {
  return !aside && ((layout === 'calendar' && day !== undefined) || (layout === 'times' && time !== undefined))
}
