import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Deeds, View } from './chat.ts'
import { Choices } from './choices.tsx'
import { Composer } from './composer.tsx'
import { ForgetDevice } from './forget-device.tsx'
import { Header } from './header.tsx'
import { openQuestion } from './log.ts'
import { Messages } from './messages.tsx'
import { useAttention } from './use-attention.ts'

export function Page({ view, deeds: { send, ...others } }: { view: View; deeds: Deeds }): JSX.Element {
  const { texts, log, outbox } = view
  const [isForgetting, setForgetting] = useState(false)
  const isAnswering = outbox.some(({ state }) => state !== 'refused')
  const open = isAnswering ? undefined : openQuestion(log)
  const question = open?.question
  const { isQuiet, pressed } = useAttention({ log, outbox, open })
  const deeds: Deeds = {
    ...others,
    send: (message) => {
      pressed(message.value !== undefined)
      send(message)
    },
  }
  return (
    <>
      <Header view={view} deeds={deeds} forget={() => setForgetting(true)} />
      <main class="column">
        <Messages view={view} deeds={deeds} isQuiet={isQuiet} />
        {open && question ? (
          <Choices key={open.id} activity={open} question={question} view={view} deeds={deeds} />
        ) : (
          view.trouble === undefined && (
            <p class="replying">{log.length === 0 ? texts.connecting : <span class="spoken">{texts.replying}</span>}</p>
          )
        )}
      </main>
      <Composer input={question?.input ?? 'any'} texts={texts} deeds={deeds} />
      {isForgetting && <ForgetDevice texts={texts} close={() => setForgetting(false)} />}
    </>
  )
}
