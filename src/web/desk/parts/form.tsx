import type { ComponentChildren, JSX } from 'preact'
import type { Refusal } from '../api.ts'
import { Button } from './button.tsx'
import { Refused } from './refused.tsx'
import { SentForm } from './sent-form.tsx'

type Props = {
  /** As `useForm` gives it. */
  form: { isBusy: boolean; refusal: Refusal | undefined; fields: readonly string[] }
  submit: () => Promise<void>
  /** What the button does. */
  deed: string
  look?: 'primary' | 'secondary'
  isBlock?: boolean
  /** Above the refusal, and below the button. */
  before?: ComponentChildren
  after?: ComponentChildren
  children: ComponentChildren
}

/** Fields, what is wrong with all of them, and the one button that sends them. */
export function Form({ form, submit, deed, look = 'primary', isBlock = false, ...parts }: Props): JSX.Element {
  const { before, children, after } = parts
  return (
    <SentForm class="form" submit={submit}>
      {before}
      <Refused refusal={form.refusal} fields={form.fields} />
      {children}
      <Button look={look} type="submit" isBlock={isBlock} aria-disabled={form.isBusy}>
        {deed}
      </Button>
      {after}
    </SentForm>
  )
}
