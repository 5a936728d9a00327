import type { JSX } from 'preact'
import type { Refusal } from '../api.ts'
import { Loading } from './loading.tsx'
import { Refused } from './refused.tsx'

type Props<Body> = {
  /** As `useLoad` gives it. */
  of: { body: Body | undefined; refusal: Refusal | undefined }
  children: (body: Body) => JSX.Element
}

/** What was asked for: on its way, refused, or there. */
export function Loaded<Body>({ of: { body, refusal }, children }: Props<Body>): JSX.Element {
  return (
    <>
      <Refused refusal={refusal} />
      {body === undefined && !refusal && <Loading />}
      {body !== undefined && children(body)}
    </>
  )
}
