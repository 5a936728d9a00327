import { expect } from 'vitest'
import type { Reader } from './happenings.ts'
import type { LetterOffice } from './letter-office.ts'

/** The letter that is on its way, and where its buttons lead at this machine. */
export async function letterTo(post: LetterOffice, { address }: Pick<Reader, 'address'>) {
  await post.worker.deliver()
  const letter = post.lettersTo(address).at(-1)
  const button = (key: string) => post.link(letter?.text, new RegExp(String.raw`https:\S+/a/[\w-]{54}/${key}\b`))
  return { subject: letter?.subject, text: letter?.text ?? '', html: `${letter?.html}`, button }
}

/** As a browser without scripts that knows nothing of the chat. */
export async function opens(url: string, form?: Record<string, string>) {
  const send = form && { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' as const }
  const answer = await fetch(url, { ...send, headers: { 'sec-fetch-site': 'same-origin' } })
  const page = (await answer.text()).replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return { status: answer.status, page, location: answer.headers.get('location') ?? '' }
}

/** The button on the page, and what the page says then. */
export async function presses(url: string, form: Record<string, string> = {}) {
  const { status, location } = await opens(url, form)
  expect(status).toBe(303)
  return opens(new URL(location, url).href)
}
