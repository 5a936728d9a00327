import type { ComponentChildren, JSX } from 'preact'

type Props = Omit<JSX.IntrinsicElements['button'], 'class' | 'icon'> & {
  look?: 'primary' | 'secondary' | 'tertiary'
  icon?: string
  isBlock?: boolean
  children: ComponentChildren
}

export function Button({ look = 'secondary', icon, isBlock = false, children, ...rest }: Props): JSX.Element {
  return (
    <button type="button" class={`kern-btn kern-btn--${look}${isBlock ? ' kern-btn--block' : ''}`} {...rest}>
      {icon && <span class={`kern-icon kern-icon--${icon}`} aria-hidden="true" />}
      <span class="kern-label">{children}</span>
    </button>
  )
}
