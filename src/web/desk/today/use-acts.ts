import { useState } from 'preact/hooks'
import { type AnswerOf, api, type Outcome, type Refusal, type RouteAt } from '../api.ts'
import { officeTime } from '../clock.ts'
import type { Line } from './day.ts'

/** An act on a visit, as the address of its route ends. */
export type Act = 'arrive' | 'begin' | 'finish' | 'no-show' | 'put-back' | 'call-again'
export type Became = 'came' | 'did-not-come' | 'put-back'
export type Target = Pick<Line, 'id' | 'code'>

/** What was done last, and can be taken back: the record that it left. */
export type Done = { visit: Target; what: 'arrived' | 'called' | 'with_clerk' | 'done' | 'no_show' | 'put_back' }

/** Somebody is to be called, and first it must be known what became of `former`. */
export type Question = { former: Target; isStarted: boolean; wanted: Target | undefined }

const leaves = {
  arrive: 'arrived',
  begin: 'with_clerk',
  finish: 'done',
  'no-show': 'no_show',
  'put-back': 'put_back',
  'call-again': 'called',
} as const

type Called = AnswerOf<RouteAt<'POST', '/locations/:locationId/calls' | '/visits/:id/call'>>

type At = { locationId: string; departmentId: string | undefined; room: string }

/** What a clerk can do, one thing at a time, and what came of it. */
export function useActs({ locationId, departmentId, room }: At) {
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const [done, setDone] = useState<Done | undefined>()
  const [question, setQuestion] = useState<Question | undefined>()
  const [nobody, setNobody] = useState<readonly Target[] | undefined>()

  async function once<Body>(deed: () => Promise<Outcome<Body>>): Promise<Body | undefined> {
    if (isBusy) return undefined
    setIsBusy(true)
    const outcome = await deed()
    setIsBusy(false)
    setNobody(undefined)
    setQuestion(undefined)
    const isQuestion = !outcome.ok && outcome.refusal.code === 'first-settle'
    setRefusal(outcome.ok || isQuestion ? undefined : outcome.refusal)
    return outcome.ok ? outcome.body : undefined
  }

  /** Calls this person, or whoever is next. */
  async function call(wanted: Target | undefined, former?: { appointmentId: string; became: Became }): Promise<void> {
    const asked: { former?: Started | undefined } = {}
    const body = { room, ...(former && { former }) }
    const key = crypto.randomUUID()
    const answer = await once(async (): Promise<Outcome<Called>> => {
      const outcome: Outcome<Called> = wanted
        ? await api('POST', '/visits/:id/call', { params: { id: wanted.id }, body, key })
        : await api('POST', '/locations/:locationId/calls', {
            params: { locationId },
            body: { ...body, ...(departmentId !== undefined && { departmentIds: [departmentId] }) },
            key,
          })
      if (!outcome.ok) asked.former = formerOf(outcome.refusal)
      return outcome
    })
    const { former: unsettled } = asked
    if (unsettled) setQuestion({ former: unsettled, isStarted: isStarted(unsettled), wanted })
    if (answer === undefined) return
    if ('expected' in answer) return setNobody(answer.expected)
    setDone({ visit: answer.visit, what: 'called' })
  }

  async function act(name: Act, visit: Target): Promise<void> {
    const params = { id: visit.id }
    const answer = await once(() =>
      name === 'begin' || name === 'call-again'
        ? api('POST', `/visits/:id/${name}`, { params, body: room === '' ? {} : { room } })
        : api('POST', `/visits/:id/${name}`, { params }),
    )
    if (answer) setDone({ visit, what: leaves[name] })
  }

  /** `what`: the record that is meant, where one is. */
  async function takeBack(visit: Target, what?: Done['what']): Promise<void> {
    const body = what ? { what } : {}
    const answer = await once(() => api('POST', '/visits/:id/take-back', { params: { id: visit.id }, body }))
    if (answer) setDone(undefined)
  }

  async function note(visit: Target, text: string): Promise<boolean> {
    const answer = await once(() => api('POST', '/visits/:id/notes', { params: { id: visit.id }, body: { text } }))
    return answer !== undefined
  }

  return {
    isBusy,
    refusal,
    done,
    question,
    nobody,
    call,
    act,
    takeBack,
    note,
    dismiss: () => setQuestion(undefined),
  }
}

export type Acts = ReturnType<typeof useActs>

type Started = Target & { startsAt: string }

function formerOf({ code, details }: Refusal): Started | undefined {
  const visit = code === 'first-settle' ? details?.['visit'] : undefined
  if (typeof visit !== 'object' || visit === null || !('id' in visit) || !('code' in visit)) return undefined
  const startsAt = 'startsAt' in visit ? visit.startsAt : ''
  return { id: String(visit.id), code: String(visit.code), startsAt: String(startsAt) }
}

function isStarted({ startsAt }: Started): boolean {
  return new Date(startsAt) <= officeTime()
}
