/**
 * @eucora/protocol/self-update: how a program that runs everywhere changes itself and is still there
 * afterwards. Rules alone, no IO; agent and relay carry them out each with its own files.
 */
export { programInTar, tarBlockBytes, type ProgramPlace } from './archive.ts';
export {
  freshSlots,
  nextSlot,
  otherSlot,
  slotLimits,
  type Build,
  type BootEvent,
  type Ending,
  type Slot,
  type SlotEvent,
  type SlotState,
  type Start,
  type Step,
  type Trial,
} from './slots.ts';
export { readProof, readSlotState, writeProof, writeSlotState, type Proof } from './files.ts';
export {
  formatToKeep,
  refusalOfBuild,
  readDescription,
  type BuildDescription,
  type BuildRefusal,
} from './home-format.ts';
export { launch, type LaunchDoors, type LaunchStore } from './launch.ts';
export {
  endOfTrial,
  judgeTrial,
  trialLimits,
  type TrialEnd,
  type TrialFacts,
  type TrialVerdict,
} from './trial.ts';
