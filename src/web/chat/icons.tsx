import type { JSX } from 'preact'

const shapes = {
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c2.5 2.5 3.7 5.5 3.7 9s-1.2 6.5-3.7 9c-2.5-2.5-3.7-5.5-3.7-9S9.5 5.5 12 3ZM3.5 9h17M3.5 15h17',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  send: 'M5 12h14M13 6l6 6-6 6',
  back: 'm15 6-6 6 6 6',
  forth: 'm9 6 6 6-6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6 6 12 12M18 6 6 18',
  calendar: 'M4 6.5h16v13.5H4zM4 10.5h16M8 3.5v4M16 3.5v4',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11ZM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4l2.5 2.5',
}

/** Decoration: the name of what it stands for is always written beside it or in the button's label. */
export function Icon({ name }: { name: keyof typeof shapes }): JSX.Element {
  const isMirrored = name === 'send' || name === 'back' || name === 'forth'
  return (
    <svg
      class={`icon ${isMirrored ? 'mirrored' : ''} ${name === 'more' ? 'bold' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
