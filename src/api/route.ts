import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Tx } from '#database.ts'
import type { Facts } from '#staff/audit.ts'
import type { Principal } from '#staff/principal.ts'
import type { DeskLanguage } from '#desk-texts.ts'
import type { Desk } from './desk.ts'
import type { Events } from './events.ts'
import type { Policy, PrincipalOf } from './policy.ts'
import type { Refused } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An answer that is not JSON: events, a calendar, a table, a file. */
export type Media = { media: string }

/** What a route may answer, by status. */
export type Answers = Readonly<Record<number, z.ZodType | Media>>

/** What `limitedTo` may look at: the request, checked, and the desk where a row must be read first. */
export type Input<Params, Query, Body> = { params: Params; query: Query; body: Body; desk: Desk }

/** `csrf` is what this principal's writes must carry. `session` is the token of the cookie it came with. */
export type Call<Params, Query, Body, Principal> = Input<Params, Query, Body> & {
  principal: Principal
  now: Date
  language: DeskLanguage
  csrf: string
  session: string | undefined
  cookies: Readonly<Record<string, string | undefined>>
  /** The network address that whoever asks has. */
  address: string
  /** The address that was asked for, as people reach it. */
  url: URL
  /** Fires when whoever asked is gone. */
  signal: AbortSignal
  /** The file that was sent to a route that `takesFile`, as it comes in. */
  file: Readable | undefined
}

/** A write reaches the database through its transaction alone: a second connection beside it is one that somebody waits for. */
type RunCall<M extends Method, C extends AnyCall, Before> = M extends 'GET'
  ? C
  : Narrowed<C> & { tx: Tx; before: Before }

type Narrowed<C extends AnyCall> = Omit<C, 'desk'> & { desk: Omit<Desk, 'database'> }

/** `null` takes the cookie away. */
export type Cookie = { name: string; value: string | null; path?: string; isForReturn?: boolean; maxAge?: number }

type Extras = {
  headers?: Readonly<Record<string, string>>
  cookies?: readonly Cookie[]
  /** What the audit log says beside the route's id and who it was. `by` where nobody was signed in yet. */
  audit?: { subject?: string; facts?: Facts; by?: string }
}

type BodyOf<Answer, Principal> = Answer extends z.ZodType ? z.input<Answer> : string | Uint8Array | Events<Principal>

export type Answered<A extends Answers, Principal> = {
  [Status in keyof A & number]: { status: Status; body: BodyOf<A[Status], Principal> } & Extras
}[keyof A & number]

/** A route, all of it: what it takes, who may use it, what it answers, what it does. */
export type Plan<
  Id extends string,
  M extends Method,
  Path extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  P extends Policy<Input<z.output<Params>, z.output<Query>, z.output<Body>>>,
  A extends Answers,
  Code extends string,
  Before,
> = {
  /** Stable: the audit log and OpenAPI know the route by it. */
  id: Id
  method: M
  /** Below /api/v1, parameters as `:name`. */
  path: Path
  summary: string
  params?: Params
  query?: Query
  body?: Body
  /** Instead of a body: the bytes of a file, as application/octet-stream. */
  takesFile?: true
  policy: P
  answers: A
  /** Each code with its status; its sentence is `error.<code>` in locales/<de|en>/desk.json. */
  refusals?: Readonly<Record<Code, number>>
  /** Per address, beside the ceiling that holds for everything. */
  limit?: { max: number; minutes: number }
  /** Writes are in the audit log anyway; a reading that must be there says so. `of-keys`: where its answer has an `audit`. */
  isAudited?: true | 'of-keys'
  /** What must hold no transaction open: hashing, the network, a file. It finds out; `run` refuses and does. */
  before?(call: Call<z.output<Params>, z.output<Query>, z.output<Body>, PrincipalOf<P>>): Promise<Before>
  /**
   * A write's deed, its line in the audit log and the answer that is kept for a request that names itself are one transaction. A lost
   * race runs it again.
   */
  run(
    call: RunCall<M, Call<z.output<Params>, z.output<Query>, z.output<Body>, PrincipalOf<P>>, NoInfer<Before>>,
  ): Promise<Answered<NoInfer<A>, PrincipalOf<P>> | Refused<NoInfer<Code>>>
}

/** Any route, as the server sees it. */
export type Route = Omit<AnyPlan, 'before' | 'run'> & {
  before?(call: AnyCall): Promise<unknown>
  run(call: Narrowed<AnyCall> & { tx?: Tx; before?: unknown }): Promise<AnyAnswer | Refused<string>>
}

type AnyPlan = Plan<
  string,
  Method,
  string,
  z.ZodType,
  z.ZodType,
  z.ZodType,
  Policy<Input<unknown, unknown, unknown>>,
  Answers,
  string,
  unknown
>

export type AnyCall = Call<unknown, unknown, unknown, Principal | undefined>
export type AnyAnswer = Answered<Answers, Principal | undefined>

/** Nothing is expected there. */
export const Nothing = z.object({})

/** Says of a route what its types say, and nothing else. */
export function defineRoute<
  const Id extends string,
  const M extends Method,
  const Path extends string,
  const P extends Policy<Input<z.output<Params>, z.output<Query>, z.output<Body>>>,
  const A extends Answers,
  const Code extends string = never,
  Params extends z.ZodType = typeof Nothing,
  Query extends z.ZodType = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
  Before = undefined,
>(
  plan: Plan<Id, M, Path, Params, Query, Body, P, A, Code, Before>,
): Plan<Id, M, Path, Params, Query, Body, P, A, Code, Before> {
  return plan
}
