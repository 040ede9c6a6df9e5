import { Component, type ReactNode } from 'react'

/** Shows nothing where a component throws. The root's `onCaughtError` gets the error. */
export class FailureBoundary extends Component<{ readonly children: ReactNode }> {
  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true }
  }

  override state = { hasFailed: false }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children
  }
}
