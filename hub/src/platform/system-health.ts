/** Something about the hub's machine that is good, wants attention, or can't be seen. */
export interface HealthItem {
  readonly name: string;
  readonly title: string;
  readonly state: 'good' | 'attention' | 'unknown';
  readonly detail: string;
}
