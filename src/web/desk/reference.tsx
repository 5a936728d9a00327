import { render } from 'preact'
import { Reference } from './reference/reference.tsx'

const root = document.getElementById('desk')
if (root) render(<Reference />, root)
