import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** What it answers to who a letter is for; undefined takes it. */
type Mood = (address: string) => { code: number; message: string } | undefined

/**
 * A mail server on this machine, over real sockets. `mood` may change at any time; `stop` and `start` keep the port. `slow`: milliseconds
 * after which it answers to who a letter is for, and to the whole letter, which it has then.
 */
export async function mailServer() {
  const letters: (ParsedMail & { recipients: string[] })[] = []
  const state: { mood: Mood; attempts: number; slow: { recipient: number; letter: number } } = {
    mood: () => undefined,
    attempts: 0,
    slow: { recipient: 0, letter: 0 },
  }
  let server: SMTPServer | undefined
  let port = 0

  async function start(): Promise<void> {
    const starting = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo({ address }, _session, callback) {
        state.attempts += 1
        const refusal = state.mood(address)
        const answer = () =>
          callback(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
        setTimeout(answer, state.slow.recipient)
      },
      onData(stream, session, callback) {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        simpleParser(stream)
          .then((letter) => letters.push({ ...letter, recipients }))
          .then(
            () => setTimeout(callback, state.slow.letter),
            (error: Error) => callback(error),
          )
      },
    })
    server = starting
    await new Promise<void>((resolve) => starting.listen(port, '127.0.0.1', resolve))
    port = (starting.server.address() as AddressInfo).port
  }

  async function stop(): Promise<void> {
    const stopping = server
    server = undefined
    if (stopping) await new Promise<void>((resolve) => stopping.close(resolve))
  }

  await start()
  return { letters, state, start, stop, url: `smtp://127.0.0.1:${port}` }
}
