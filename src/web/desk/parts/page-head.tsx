import type { ComponentChildren, JSX } from 'preact'

/** A page's name, what it is for, and what can be done on all of it. */
export function PageHead({
  title,
  intro,
  children,
}: {
  title: string
  intro?: string
  children?: ComponentChildren
}): JSX.Element {
  return (
    <div class="page-head">
      <div>
        <h1 class="kern-heading-large">{title}</h1>
        {intro && <p class="kern-body">{intro}</p>}
      </div>
      {children !== undefined && <div class="page-deeds">{children}</div>}
    </div>
  )
}
