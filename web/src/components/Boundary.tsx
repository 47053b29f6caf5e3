import { Component, type ReactNode } from 'react'

interface BoundaryProps {
  children: ReactNode
  instead: ReactNode
}

/** What is wrong in here stays in here: the rest of the page, with what is being written on it, stands. */
export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    return this.state.isBroken ? this.props.instead : this.props.children
  }
}
