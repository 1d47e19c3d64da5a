import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace eucora. */
export namespace eucora {

    /** Namespace v1. */
    namespace v1 {

        /** Lane enum. */
        type Lane = number;

        /**
         * Properties of a TimeAnchor.
         * @deprecated Use eucora.v1.TimeAnchor.$Properties instead.
         */
        interface ITimeAnchor extends eucora.v1.TimeAnchor.$Properties {
        }

        /** Represents a TimeAnchor. */
        class TimeAnchor {

            /**
             * Constructs a new TimeAnchor.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.TimeAnchor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TimeAnchor bootId. */
            bootId: Uint8Array;

            /** TimeAnchor boottimeMs. */
            boottimeMs: number;

            /** TimeAnchor wallMs. */
            wallMs: number;

            /** TimeAnchor loMs. */
            loMs: number;

            /** TimeAnchor hiMs. */
            hiMs: number;

            /**
             * Encodes the specified TimeAnchor message. Does not implicitly {@link eucora.v1.TimeAnchor.verify|verify} messages.
             * @param message TimeAnchor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.TimeAnchor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TimeAnchor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.TimeAnchor & eucora.v1.TimeAnchor.$Shape} TimeAnchor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.TimeAnchor & eucora.v1.TimeAnchor.$Shape;
        }

        namespace TimeAnchor {

            /** Properties of a TimeAnchor. */
            interface $Properties {

                /** TimeAnchor bootId */
                bootId?: (Uint8Array|null);

                /** TimeAnchor boottimeMs */
                boottimeMs?: (number|null);

                /** TimeAnchor wallMs */
                wallMs?: (number|null);

                /** TimeAnchor loMs */
                loMs?: (number|null);

                /** TimeAnchor hiMs */
                hiMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TimeAnchor. */
            type $Shape = eucora.v1.TimeAnchor.$Properties;
        }

        /**
         * Properties of an IncarnationParent.
         * @deprecated Use eucora.v1.IncarnationParent.$Properties instead.
         */
        interface IIncarnationParent extends eucora.v1.IncarnationParent.$Properties {
        }

        /** Represents an IncarnationParent. */
        class IncarnationParent {

            /**
             * Constructs a new IncarnationParent.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.IncarnationParent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IncarnationParent incarnation. */
            incarnation: Uint8Array;

            /** IncarnationParent lastSeq. */
            lastSeq: number;

            /** IncarnationParent lastHash. */
            lastHash: Uint8Array;

            /**
             * Encodes the specified IncarnationParent message. Does not implicitly {@link eucora.v1.IncarnationParent.verify|verify} messages.
             * @param message IncarnationParent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.IncarnationParent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IncarnationParent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.IncarnationParent & eucora.v1.IncarnationParent.$Shape} IncarnationParent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.IncarnationParent & eucora.v1.IncarnationParent.$Shape;
        }

        namespace IncarnationParent {

            /** Properties of an IncarnationParent. */
            interface $Properties {

                /** IncarnationParent incarnation */
                incarnation?: (Uint8Array|null);

                /** IncarnationParent lastSeq */
                lastSeq?: (number|null);

                /** IncarnationParent lastHash */
                lastHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IncarnationParent. */
            type $Shape = eucora.v1.IncarnationParent.$Properties;
        }

        /**
         * Properties of a Batch.
         * @deprecated Use eucora.v1.Batch.$Properties instead.
         */
        interface IBatch extends eucora.v1.Batch.$Properties {
        }

        /** Represents a Batch. */
        class Batch {

            /**
             * Constructs a new Batch.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Batch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Batch version. */
            version: number;

            /** Batch deviceId. */
            deviceId: Uint8Array;

            /** Batch incarnation. */
            incarnation: Uint8Array;

            /** Batch lane. */
            lane: eucora.v1.Lane;

            /** Batch first. */
            first: number;

            /** Batch count. */
            count: number;

            /** Batch prevHash. */
            prevHash: Uint8Array;

            /** Batch parent. */
            parent?: (eucora.v1.IncarnationParent.$Properties|null);

            /** Batch anchors. */
            anchors: eucora.v1.TimeAnchor.$Properties[];

            /** Batch strings. */
            strings: string[];

            /** Batch subjects. */
            subjects: Uint8Array[];

            /** Batch events. */
            events?: (eucora.v1.Events.$Properties|null);

            /** Batch void. */
            void?: (eucora.v1.Void.$Properties|null);

            /**
             * Encodes the specified Batch message. Does not implicitly {@link eucora.v1.Batch.verify|verify} messages.
             * @param message Batch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Batch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Batch & eucora.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Batch & eucora.v1.Batch.$Shape;
        }

        namespace Batch {

            /** Properties of a Batch. */
            interface $Properties {

                /** Batch version */
                version?: (number|null);

                /** Batch deviceId */
                deviceId?: (Uint8Array|null);

                /** Batch incarnation */
                incarnation?: (Uint8Array|null);

                /** Batch lane */
                lane?: (eucora.v1.Lane|null);

                /** Batch first */
                first?: (number|null);

                /** Batch count */
                count?: (number|null);

                /** Batch prevHash */
                prevHash?: (Uint8Array|null);

                /** Batch parent */
                parent?: (eucora.v1.IncarnationParent.$Properties|null);

                /** Batch anchors */
                anchors?: (eucora.v1.TimeAnchor.$Properties[]|null);

                /** Batch strings */
                strings?: (string[]|null);

                /** Batch subjects */
                subjects?: (Uint8Array[]|null);

                /** Batch events */
                events?: (eucora.v1.Events.$Properties|null);

                /** Batch void */
                "void"?: (eucora.v1.Void.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Batch. */
            type $Shape = eucora.v1.Batch.$Properties;
        }

        /**
         * Properties of a SignedBatch.
         * @deprecated Use eucora.v1.SignedBatch.$Properties instead.
         */
        interface ISignedBatch extends eucora.v1.SignedBatch.$Properties {
        }

        /** Represents a SignedBatch. */
        class SignedBatch {

            /**
             * Constructs a new SignedBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SignedBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedBatch payload. */
            payload: Uint8Array;

            /** SignedBatch signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified SignedBatch message. Does not implicitly {@link eucora.v1.SignedBatch.verify|verify} messages.
             * @param message SignedBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SignedBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SignedBatch & eucora.v1.SignedBatch.$Shape} SignedBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SignedBatch & eucora.v1.SignedBatch.$Shape;
        }

        namespace SignedBatch {

            /** Properties of a SignedBatch. */
            interface $Properties {

                /** SignedBatch payload */
                payload?: (Uint8Array|null);

                /** SignedBatch signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedBatch. */
            type $Shape = eucora.v1.SignedBatch.$Properties;
        }

        /**
         * Properties of a Void.
         * @deprecated Use eucora.v1.Void.$Properties instead.
         */
        interface IVoid extends eucora.v1.Void.$Properties {
        }

        /** Represents a Void. */
        class Void {

            /**
             * Constructs a new Void.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Void.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Void reason. */
            reason: number;

            /** Void replacedLastHash. */
            replacedLastHash: Uint8Array;

            /** Void kinds. */
            kinds: number[];

            /** Void counts. */
            counts: number[];

            /**
             * Encodes the specified Void message. Does not implicitly {@link eucora.v1.Void.verify|verify} messages.
             * @param message Void message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Void.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Void message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Void & eucora.v1.Void.$Shape} Void
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Void & eucora.v1.Void.$Shape;
        }

        namespace Void {

            /** Properties of a Void. */
            interface $Properties {

                /** Void reason */
                reason?: (number|null);

                /** Void replacedLastHash */
                replacedLastHash?: (Uint8Array|null);

                /** Void kinds */
                kinds?: (number[]|null);

                /** Void counts */
                counts?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Void. */
            type $Shape = eucora.v1.Void.$Properties;
        }

        /** Kind enum. */
        type Kind = number;

        /**
         * Properties of an Events.
         * @deprecated Use eucora.v1.Events.$Properties instead.
         */
        interface IEvents extends eucora.v1.Events.$Properties {
        }

        /** Represents an Events. */
        class Events {

            /**
             * Constructs a new Events.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Events.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Events kind. */
            kind: number[];

            /** Events boot. */
            boot: number[];

            /** Events boottimeDeltaMs. */
            boottimeDeltaMs: number[];

            /** Events wallSkewDeltaMs. */
            wallSkewDeltaMs: number[];

            /** Events heartbeat. */
            heartbeat?: (eucora.v1.HeartbeatColumns.$Properties|null);

            /** Events inventory. */
            inventory: eucora.v1.Inventory.$Properties[];

            /** Events usage. */
            usage?: (eucora.v1.UsageColumns.$Properties|null);

            /** Events metric. */
            metric?: (eucora.v1.MetricColumns.$Properties|null);

            /** Events security. */
            security?: (eucora.v1.SecurityColumns.$Properties|null);

            /** Events opaque. */
            opaque: eucora.v1.Opaque.$Properties[];

            /** Events personalName. */
            personalName: eucora.v1.PersonalName.$Properties[];

            /** Events collector. */
            collector?: (eucora.v1.CollectorColumns.$Properties|null);

            /** Events shortPrograms. */
            shortPrograms?: (eucora.v1.ShortProgramColumns.$Properties|null);

            /** Events measurement. */
            measurement?: (eucora.v1.MeasurementColumns.$Properties|null);

            /**
             * Encodes the specified Events message. Does not implicitly {@link eucora.v1.Events.verify|verify} messages.
             * @param message Events message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Events.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Events & eucora.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Events & eucora.v1.Events.$Shape;
        }

        namespace Events {

            /** Properties of an Events. */
            interface $Properties {

                /** Events kind */
                kind?: (number[]|null);

                /** Events boot */
                boot?: (number[]|null);

                /** Events boottimeDeltaMs */
                boottimeDeltaMs?: (number[]|null);

                /** Events wallSkewDeltaMs */
                wallSkewDeltaMs?: (number[]|null);

                /** Events heartbeat */
                heartbeat?: (eucora.v1.HeartbeatColumns.$Properties|null);

                /** Events inventory */
                inventory?: (eucora.v1.Inventory.$Properties[]|null);

                /** Events usage */
                usage?: (eucora.v1.UsageColumns.$Properties|null);

                /** Events metric */
                metric?: (eucora.v1.MetricColumns.$Properties|null);

                /** Events security */
                security?: (eucora.v1.SecurityColumns.$Properties|null);

                /** Events opaque */
                opaque?: (eucora.v1.Opaque.$Properties[]|null);

                /** Events personalName */
                personalName?: (eucora.v1.PersonalName.$Properties[]|null);

                /** Events collector */
                collector?: (eucora.v1.CollectorColumns.$Properties|null);

                /** Events shortPrograms */
                shortPrograms?: (eucora.v1.ShortProgramColumns.$Properties|null);

                /** Events measurement */
                measurement?: (eucora.v1.MeasurementColumns.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Events. */
            type $Shape = eucora.v1.Events.$Properties;
        }

        /**
         * Properties of a HeartbeatColumns.
         * @deprecated Use eucora.v1.HeartbeatColumns.$Properties instead.
         */
        interface IHeartbeatColumns extends eucora.v1.HeartbeatColumns.$Properties {
        }

        /** Represents a HeartbeatColumns. */
        class HeartbeatColumns {

            /**
             * Constructs a new HeartbeatColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.HeartbeatColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeartbeatColumns spoolEvents. */
            spoolEvents: number[];

            /** HeartbeatColumns spoolBytes. */
            spoolBytes: number[];

            /**
             * Encodes the specified HeartbeatColumns message. Does not implicitly {@link eucora.v1.HeartbeatColumns.verify|verify} messages.
             * @param message HeartbeatColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.HeartbeatColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeartbeatColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.HeartbeatColumns & eucora.v1.HeartbeatColumns.$Shape} HeartbeatColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.HeartbeatColumns & eucora.v1.HeartbeatColumns.$Shape;
        }

        namespace HeartbeatColumns {

            /** Properties of a HeartbeatColumns. */
            interface $Properties {

                /** HeartbeatColumns spoolEvents */
                spoolEvents?: (number[]|null);

                /** HeartbeatColumns spoolBytes */
                spoolBytes?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeartbeatColumns. */
            type $Shape = eucora.v1.HeartbeatColumns.$Properties;
        }

        /**
         * Properties of an Inventory.
         * @deprecated Use eucora.v1.Inventory.$Properties instead.
         */
        interface IInventory extends eucora.v1.Inventory.$Properties {
        }

        /** Represents an Inventory. */
        class Inventory {

            /**
             * Constructs a new Inventory.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Inventory.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Inventory full. */
            full: boolean;

            /** Inventory baseHash. */
            baseHash: Uint8Array;

            /** Inventory hash. */
            hash: Uint8Array;

            /** Inventory part. */
            part: number;

            /** Inventory parts. */
            parts: number;

            /** Inventory factSection. */
            factSection: number[];

            /** Inventory factInstance. */
            factInstance: number[];

            /** Inventory factKey. */
            factKey: number[];

            /** Inventory factValue. */
            factValue: number[];

            /** Inventory goneSection. */
            goneSection: number[];

            /** Inventory goneInstance. */
            goneInstance: number[];

            /** Inventory goneKey. */
            goneKey: number[];

            /** Inventory name. */
            name: number[];

            /** Inventory version. */
            version: number[];

            /** Inventory source. */
            source: number[];

            /** Inventory architecture. */
            architecture: number[];

            /** Inventory publisher. */
            publisher: number[];

            /** Inventory removedName. */
            removedName: number[];

            /** Inventory removedVersion. */
            removedVersion: number[];

            /** Inventory removedSource. */
            removedSource: number[];

            /** Inventory removedArchitecture. */
            removedArchitecture: number[];

            /** Inventory removedPublisher. */
            removedPublisher: number[];

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link eucora.v1.Inventory.verify|verify} messages.
             * @param message Inventory message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Inventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Inventory & eucora.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Inventory & eucora.v1.Inventory.$Shape;
        }

        namespace Inventory {

            /** Properties of an Inventory. */
            interface $Properties {

                /** Inventory full */
                full?: (boolean|null);

                /** Inventory baseHash */
                baseHash?: (Uint8Array|null);

                /** Inventory hash */
                hash?: (Uint8Array|null);

                /** Inventory part */
                part?: (number|null);

                /** Inventory parts */
                parts?: (number|null);

                /** Inventory factSection */
                factSection?: (number[]|null);

                /** Inventory factInstance */
                factInstance?: (number[]|null);

                /** Inventory factKey */
                factKey?: (number[]|null);

                /** Inventory factValue */
                factValue?: (number[]|null);

                /** Inventory goneSection */
                goneSection?: (number[]|null);

                /** Inventory goneInstance */
                goneInstance?: (number[]|null);

                /** Inventory goneKey */
                goneKey?: (number[]|null);

                /** Inventory name */
                name?: (number[]|null);

                /** Inventory version */
                version?: (number[]|null);

                /** Inventory source */
                source?: (number[]|null);

                /** Inventory architecture */
                architecture?: (number[]|null);

                /** Inventory publisher */
                publisher?: (number[]|null);

                /** Inventory removedName */
                removedName?: (number[]|null);

                /** Inventory removedVersion */
                removedVersion?: (number[]|null);

                /** Inventory removedSource */
                removedSource?: (number[]|null);

                /** Inventory removedArchitecture */
                removedArchitecture?: (number[]|null);

                /** Inventory removedPublisher */
                removedPublisher?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Inventory. */
            type $Shape = eucora.v1.Inventory.$Properties;
        }

        /**
         * Properties of a UsageColumns.
         * @deprecated Use eucora.v1.UsageColumns.$Properties instead.
         */
        interface IUsageColumns extends eucora.v1.UsageColumns.$Properties {
        }

        /** Represents a UsageColumns. */
        class UsageColumns {

            /**
             * Constructs a new UsageColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.UsageColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UsageColumns phase. */
            phase: number[];

            /** UsageColumns boot. */
            boot: number[];

            /** UsageColumns pid. */
            pid: number[];

            /** UsageColumns startBeforeAnchorMs. */
            startBeforeAnchorMs: number[];

            /** UsageColumns startUncertaintyMs. */
            startUncertaintyMs: number[];

            /** UsageColumns endBeforeAnchorMs. */
            endBeforeAnchorMs: number[];

            /** UsageColumns endUncertaintyMs. */
            endUncertaintyMs: number[];

            /** UsageColumns subject. */
            subject: number[];

            /** UsageColumns program. */
            program: number[];

            /** UsageColumns path. */
            path: number[];

            /** UsageColumns title. */
            title: number[];

            /** UsageColumns instancesMax. */
            instancesMax: number[];

            /** UsageColumns startBeforeMs. */
            startBeforeMs: number[];

            /** UsageColumns endBeforeMs. */
            endBeforeMs: number[];

            /**
             * Encodes the specified UsageColumns message. Does not implicitly {@link eucora.v1.UsageColumns.verify|verify} messages.
             * @param message UsageColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.UsageColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a UsageColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.UsageColumns & eucora.v1.UsageColumns.$Shape} UsageColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.UsageColumns & eucora.v1.UsageColumns.$Shape;
        }

        namespace UsageColumns {

            /** Properties of a UsageColumns. */
            interface $Properties {

                /** UsageColumns phase */
                phase?: (number[]|null);

                /** UsageColumns boot */
                boot?: (number[]|null);

                /** UsageColumns pid */
                pid?: (number[]|null);

                /** UsageColumns startBeforeAnchorMs */
                startBeforeAnchorMs?: (number[]|null);

                /** UsageColumns startUncertaintyMs */
                startUncertaintyMs?: (number[]|null);

                /** UsageColumns endBeforeAnchorMs */
                endBeforeAnchorMs?: (number[]|null);

                /** UsageColumns endUncertaintyMs */
                endUncertaintyMs?: (number[]|null);

                /** UsageColumns subject */
                subject?: (number[]|null);

                /** UsageColumns program */
                program?: (number[]|null);

                /** UsageColumns path */
                path?: (number[]|null);

                /** UsageColumns title */
                title?: (number[]|null);

                /** UsageColumns instancesMax */
                instancesMax?: (number[]|null);

                /** UsageColumns startBeforeMs */
                startBeforeMs?: (number[]|null);

                /** UsageColumns endBeforeMs */
                endBeforeMs?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a UsageColumns. */
            type $Shape = eucora.v1.UsageColumns.$Properties;
        }

        /**
         * Properties of a MetricColumns.
         * @deprecated Use eucora.v1.MetricColumns.$Properties instead.
         */
        interface IMetricColumns extends eucora.v1.MetricColumns.$Properties {
        }

        /** Represents a MetricColumns. */
        class MetricColumns {

            /**
             * Constructs a new MetricColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.MetricColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MetricColumns name. */
            name: number[];

            /** MetricColumns labels. */
            labels: number[];

            /** MetricColumns form. */
            form: number[];

            /** MetricColumns mantissa. */
            mantissa: number[];

            /** MetricColumns exponent. */
            exponent: number[];

            /** MetricColumns real. */
            real: number[];

            /**
             * Encodes the specified MetricColumns message. Does not implicitly {@link eucora.v1.MetricColumns.verify|verify} messages.
             * @param message MetricColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.MetricColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MetricColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.MetricColumns & eucora.v1.MetricColumns.$Shape} MetricColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.MetricColumns & eucora.v1.MetricColumns.$Shape;
        }

        namespace MetricColumns {

            /** Properties of a MetricColumns. */
            interface $Properties {

                /** MetricColumns name */
                name?: (number[]|null);

                /** MetricColumns labels */
                labels?: (number[]|null);

                /** MetricColumns form */
                form?: (number[]|null);

                /** MetricColumns mantissa */
                mantissa?: (number[]|null);

                /** MetricColumns exponent */
                exponent?: (number[]|null);

                /** MetricColumns real */
                real?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MetricColumns. */
            type $Shape = eucora.v1.MetricColumns.$Properties;
        }

        /**
         * Properties of a SecurityColumns.
         * @deprecated Use eucora.v1.SecurityColumns.$Properties instead.
         */
        interface ISecurityColumns extends eucora.v1.SecurityColumns.$Properties {
        }

        /** Represents a SecurityColumns. */
        class SecurityColumns {

            /**
             * Constructs a new SecurityColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SecurityColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SecurityColumns code. */
            code: number[];

            /** SecurityColumns severity. */
            severity: number[];

            /** SecurityColumns detail. */
            detail: number[];

            /**
             * Encodes the specified SecurityColumns message. Does not implicitly {@link eucora.v1.SecurityColumns.verify|verify} messages.
             * @param message SecurityColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SecurityColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SecurityColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SecurityColumns & eucora.v1.SecurityColumns.$Shape} SecurityColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SecurityColumns & eucora.v1.SecurityColumns.$Shape;
        }

        namespace SecurityColumns {

            /** Properties of a SecurityColumns. */
            interface $Properties {

                /** SecurityColumns code */
                code?: (number[]|null);

                /** SecurityColumns severity */
                severity?: (number[]|null);

                /** SecurityColumns detail */
                detail?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SecurityColumns. */
            type $Shape = eucora.v1.SecurityColumns.$Properties;
        }

        /**
         * Properties of an Opaque.
         * @deprecated Use eucora.v1.Opaque.$Properties instead.
         */
        interface IOpaque extends eucora.v1.Opaque.$Properties {
        }

        /** Represents an Opaque. */
        class Opaque {

            /**
             * Constructs a new Opaque.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Opaque.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Opaque type. */
            type: number;

            /** Opaque body. */
            body: Uint8Array;

            /**
             * Encodes the specified Opaque message. Does not implicitly {@link eucora.v1.Opaque.verify|verify} messages.
             * @param message Opaque message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Opaque.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Opaque message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Opaque & eucora.v1.Opaque.$Shape} Opaque
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Opaque & eucora.v1.Opaque.$Shape;
        }

        namespace Opaque {

            /** Properties of an Opaque. */
            interface $Properties {

                /** Opaque type */
                type?: (number|null);

                /** Opaque body */
                body?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Opaque. */
            type $Shape = eucora.v1.Opaque.$Properties;
        }

        /**
         * Properties of a PersonalName.
         * @deprecated Use eucora.v1.PersonalName.$Properties instead.
         */
        interface IPersonalName extends eucora.v1.PersonalName.$Properties {
        }

        /** Represents a PersonalName. */
        class PersonalName {

            /**
             * Constructs a new PersonalName.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.PersonalName.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PersonalName subject. */
            subject: number;

            /** PersonalName role. */
            role: number;

            /** PersonalName nonce. */
            nonce: Uint8Array;

            /** PersonalName ciphertext. */
            ciphertext: Uint8Array;

            /** PersonalName keys. */
            keys: eucora.v1.WrappedKey.$Properties[];

            /**
             * Encodes the specified PersonalName message. Does not implicitly {@link eucora.v1.PersonalName.verify|verify} messages.
             * @param message PersonalName message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.PersonalName.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PersonalName message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.PersonalName & eucora.v1.PersonalName.$Shape} PersonalName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.PersonalName & eucora.v1.PersonalName.$Shape;
        }

        namespace PersonalName {

            /** Properties of a PersonalName. */
            interface $Properties {

                /** PersonalName subject */
                subject?: (number|null);

                /** PersonalName role */
                role?: (number|null);

                /** PersonalName nonce */
                nonce?: (Uint8Array|null);

                /** PersonalName ciphertext */
                ciphertext?: (Uint8Array|null);

                /** PersonalName keys */
                keys?: (eucora.v1.WrappedKey.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PersonalName. */
            type $Shape = eucora.v1.PersonalName.$Properties;
        }

        /**
         * Properties of a WrappedKey.
         * @deprecated Use eucora.v1.WrappedKey.$Properties instead.
         */
        interface IWrappedKey extends eucora.v1.WrappedKey.$Properties {
        }

        /** Represents a WrappedKey. */
        class WrappedKey {

            /**
             * Constructs a new WrappedKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.WrappedKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WrappedKey recipient. */
            recipient: Uint8Array;

            /** WrappedKey ephemeral. */
            ephemeral: Uint8Array;

            /** WrappedKey box. */
            box: Uint8Array;

            /**
             * Encodes the specified WrappedKey message. Does not implicitly {@link eucora.v1.WrappedKey.verify|verify} messages.
             * @param message WrappedKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.WrappedKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WrappedKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.WrappedKey & eucora.v1.WrappedKey.$Shape} WrappedKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.WrappedKey & eucora.v1.WrappedKey.$Shape;
        }

        namespace WrappedKey {

            /** Properties of a WrappedKey. */
            interface $Properties {

                /** WrappedKey recipient */
                recipient?: (Uint8Array|null);

                /** WrappedKey ephemeral */
                ephemeral?: (Uint8Array|null);

                /** WrappedKey box */
                box?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WrappedKey. */
            type $Shape = eucora.v1.WrappedKey.$Properties;
        }

        /**
         * Properties of a CollectorColumns.
         * @deprecated Use eucora.v1.CollectorColumns.$Properties instead.
         */
        interface ICollectorColumns extends eucora.v1.CollectorColumns.$Properties {
        }

        /** Represents a CollectorColumns. */
        class CollectorColumns {

            /**
             * Constructs a new CollectorColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CollectorColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CollectorColumns name. */
            name: number[];

            /** CollectorColumns status. */
            status: number[];

            /** CollectorColumns runs. */
            runs: number[];

            /** CollectorColumns wallMsLast. */
            wallMsLast: number[];

            /** CollectorColumns cpuMsTotal. */
            cpuMsTotal: number[];

            /** CollectorColumns items. */
            items: number[];

            /** CollectorColumns detail. */
            detail: number[];

            /**
             * Encodes the specified CollectorColumns message. Does not implicitly {@link eucora.v1.CollectorColumns.verify|verify} messages.
             * @param message CollectorColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CollectorColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CollectorColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CollectorColumns & eucora.v1.CollectorColumns.$Shape} CollectorColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CollectorColumns & eucora.v1.CollectorColumns.$Shape;
        }

        namespace CollectorColumns {

            /** Properties of a CollectorColumns. */
            interface $Properties {

                /** CollectorColumns name */
                name?: (number[]|null);

                /** CollectorColumns status */
                status?: (number[]|null);

                /** CollectorColumns runs */
                runs?: (number[]|null);

                /** CollectorColumns wallMsLast */
                wallMsLast?: (number[]|null);

                /** CollectorColumns cpuMsTotal */
                cpuMsTotal?: (number[]|null);

                /** CollectorColumns items */
                items?: (number[]|null);

                /** CollectorColumns detail */
                detail?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CollectorColumns. */
            type $Shape = eucora.v1.CollectorColumns.$Properties;
        }

        /**
         * Properties of a ShortProgramColumns.
         * @deprecated Use eucora.v1.ShortProgramColumns.$Properties instead.
         */
        interface IShortProgramColumns extends eucora.v1.ShortProgramColumns.$Properties {
        }

        /** Represents a ShortProgramColumns. */
        class ShortProgramColumns {

            /**
             * Constructs a new ShortProgramColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ShortProgramColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ShortProgramColumns program. */
            program: number[];

            /** ShortProgramColumns count. */
            count: number[];

            /** ShortProgramColumns fromBeforeAnchorMs. */
            fromBeforeAnchorMs: number[];

            /** ShortProgramColumns toBeforeAnchorMs. */
            toBeforeAnchorMs: number[];

            /**
             * Encodes the specified ShortProgramColumns message. Does not implicitly {@link eucora.v1.ShortProgramColumns.verify|verify} messages.
             * @param message ShortProgramColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ShortProgramColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ShortProgramColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ShortProgramColumns & eucora.v1.ShortProgramColumns.$Shape} ShortProgramColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ShortProgramColumns & eucora.v1.ShortProgramColumns.$Shape;
        }

        namespace ShortProgramColumns {

            /** Properties of a ShortProgramColumns. */
            interface $Properties {

                /** ShortProgramColumns program */
                program?: (number[]|null);

                /** ShortProgramColumns count */
                count?: (number[]|null);

                /** ShortProgramColumns fromBeforeAnchorMs */
                fromBeforeAnchorMs?: (number[]|null);

                /** ShortProgramColumns toBeforeAnchorMs */
                toBeforeAnchorMs?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ShortProgramColumns. */
            type $Shape = eucora.v1.ShortProgramColumns.$Properties;
        }

        /**
         * Properties of a MeasurementColumns.
         * @deprecated Use eucora.v1.MeasurementColumns.$Properties instead.
         */
        interface IMeasurementColumns extends eucora.v1.MeasurementColumns.$Properties {
        }

        /** Represents a MeasurementColumns. */
        class MeasurementColumns {

            /**
             * Constructs a new MeasurementColumns.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.MeasurementColumns.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MeasurementColumns what. */
            what: number[];

            /** MeasurementColumns state. */
            state: number[];

            /** MeasurementColumns reason. */
            reason: number[];

            /**
             * Encodes the specified MeasurementColumns message. Does not implicitly {@link eucora.v1.MeasurementColumns.verify|verify} messages.
             * @param message MeasurementColumns message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.MeasurementColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MeasurementColumns message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.MeasurementColumns & eucora.v1.MeasurementColumns.$Shape} MeasurementColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.MeasurementColumns & eucora.v1.MeasurementColumns.$Shape;
        }

        namespace MeasurementColumns {

            /** Properties of a MeasurementColumns. */
            interface $Properties {

                /** MeasurementColumns what */
                what?: (number[]|null);

                /** MeasurementColumns state */
                state?: (number[]|null);

                /** MeasurementColumns reason */
                reason?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MeasurementColumns. */
            type $Shape = eucora.v1.MeasurementColumns.$Properties;
        }

        /**
         * Properties of an ArtifactAsk.
         * @deprecated Use eucora.v1.ArtifactAsk.$Properties instead.
         */
        interface IArtifactAsk extends eucora.v1.ArtifactAsk.$Properties {
        }

        /** Represents an ArtifactAsk. */
        class ArtifactAsk {

            /**
             * Constructs a new ArtifactAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ArtifactAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ArtifactAsk version. */
            version: number;

            /** ArtifactAsk sha256. */
            sha256: Uint8Array;

            /** ArtifactAsk offset. */
            offset: number;

            /** ArtifactAsk length. */
            length: number;

            /**
             * Encodes the specified ArtifactAsk message. Does not implicitly {@link eucora.v1.ArtifactAsk.verify|verify} messages.
             * @param message ArtifactAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ArtifactAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArtifactAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ArtifactAsk & eucora.v1.ArtifactAsk.$Shape} ArtifactAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ArtifactAsk & eucora.v1.ArtifactAsk.$Shape;
        }

        namespace ArtifactAsk {

            /** Properties of an ArtifactAsk. */
            interface $Properties {

                /** ArtifactAsk version */
                version?: (number|null);

                /** ArtifactAsk sha256 */
                sha256?: (Uint8Array|null);

                /** ArtifactAsk offset */
                offset?: (number|null);

                /** ArtifactAsk length */
                length?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArtifactAsk. */
            type $Shape = eucora.v1.ArtifactAsk.$Properties;
        }

        /**
         * Properties of an ArtifactReply.
         * @deprecated Use eucora.v1.ArtifactReply.$Properties instead.
         */
        interface IArtifactReply extends eucora.v1.ArtifactReply.$Properties {
        }

        /** Represents an ArtifactReply. */
        class ArtifactReply {

            /**
             * Constructs a new ArtifactReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ArtifactReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ArtifactReply bytes. */
            bytes: Uint8Array;

            /** ArtifactReply total. */
            total: number;

            /** ArtifactReply state. */
            state: number;

            /** ArtifactReply retryAfterMs. */
            retryAfterMs: number;

            /** ArtifactReply held. */
            held: number;

            /**
             * Encodes the specified ArtifactReply message. Does not implicitly {@link eucora.v1.ArtifactReply.verify|verify} messages.
             * @param message ArtifactReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ArtifactReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArtifactReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ArtifactReply & eucora.v1.ArtifactReply.$Shape} ArtifactReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ArtifactReply & eucora.v1.ArtifactReply.$Shape;
        }

        namespace ArtifactReply {

            /** Properties of an ArtifactReply. */
            interface $Properties {

                /** ArtifactReply bytes */
                bytes?: (Uint8Array|null);

                /** ArtifactReply total */
                total?: (number|null);

                /** ArtifactReply state */
                state?: (number|null);

                /** ArtifactReply retryAfterMs */
                retryAfterMs?: (number|null);

                /** ArtifactReply held */
                held?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArtifactReply. */
            type $Shape = eucora.v1.ArtifactReply.$Properties;
        }

        /**
         * Properties of a ChunksAsk.
         * @deprecated Use eucora.v1.ChunksAsk.$Properties instead.
         */
        interface IChunksAsk extends eucora.v1.ChunksAsk.$Properties {
        }

        /** Represents a ChunksAsk. */
        class ChunksAsk {

            /**
             * Constructs a new ChunksAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ChunksAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChunksAsk version. */
            version: number;

            /** ChunksAsk sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified ChunksAsk message. Does not implicitly {@link eucora.v1.ChunksAsk.verify|verify} messages.
             * @param message ChunksAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ChunksAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChunksAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ChunksAsk & eucora.v1.ChunksAsk.$Shape} ChunksAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ChunksAsk & eucora.v1.ChunksAsk.$Shape;
        }

        namespace ChunksAsk {

            /** Properties of a ChunksAsk. */
            interface $Properties {

                /** ChunksAsk version */
                version?: (number|null);

                /** ChunksAsk sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChunksAsk. */
            type $Shape = eucora.v1.ChunksAsk.$Properties;
        }

        /**
         * Properties of a ChunksReply.
         * @deprecated Use eucora.v1.ChunksReply.$Properties instead.
         */
        interface IChunksReply extends eucora.v1.ChunksReply.$Properties {
        }

        /** Represents a ChunksReply. */
        class ChunksReply {

            /**
             * Constructs a new ChunksReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ChunksReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChunksReply hashes. */
            hashes: Uint8Array;

            /** ChunksReply retryAfterMs. */
            retryAfterMs: number;

            /**
             * Encodes the specified ChunksReply message. Does not implicitly {@link eucora.v1.ChunksReply.verify|verify} messages.
             * @param message ChunksReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ChunksReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChunksReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ChunksReply & eucora.v1.ChunksReply.$Shape} ChunksReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ChunksReply & eucora.v1.ChunksReply.$Shape;
        }

        namespace ChunksReply {

            /** Properties of a ChunksReply. */
            interface $Properties {

                /** ChunksReply hashes */
                hashes?: (Uint8Array|null);

                /** ChunksReply retryAfterMs */
                retryAfterMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChunksReply. */
            type $Shape = eucora.v1.ChunksReply.$Properties;
        }

        /**
         * Properties of a TrustAsk.
         * @deprecated Use eucora.v1.TrustAsk.$Properties instead.
         */
        interface ITrustAsk extends eucora.v1.TrustAsk.$Properties {
        }

        /** Represents a TrustAsk. */
        class TrustAsk {

            /**
             * Constructs a new TrustAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.TrustAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustAsk version. */
            version: number;

            /** TrustAsk name. */
            name: string;

            /** TrustAsk offset. */
            offset: number;

            /**
             * Encodes the specified TrustAsk message. Does not implicitly {@link eucora.v1.TrustAsk.verify|verify} messages.
             * @param message TrustAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.TrustAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.TrustAsk & eucora.v1.TrustAsk.$Shape} TrustAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.TrustAsk & eucora.v1.TrustAsk.$Shape;
        }

        namespace TrustAsk {

            /** Properties of a TrustAsk. */
            interface $Properties {

                /** TrustAsk version */
                version?: (number|null);

                /** TrustAsk name */
                name?: (string|null);

                /** TrustAsk offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustAsk. */
            type $Shape = eucora.v1.TrustAsk.$Properties;
        }

        /**
         * Properties of a TrustReply.
         * @deprecated Use eucora.v1.TrustReply.$Properties instead.
         */
        interface ITrustReply extends eucora.v1.TrustReply.$Properties {
        }

        /** Represents a TrustReply. */
        class TrustReply {

            /**
             * Constructs a new TrustReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.TrustReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustReply bytes. */
            bytes: Uint8Array;

            /** TrustReply total. */
            total: number;

            /** TrustReply held. */
            held: boolean;

            /** TrustReply retryAfterMs. */
            retryAfterMs: number;

            /**
             * Encodes the specified TrustReply message. Does not implicitly {@link eucora.v1.TrustReply.verify|verify} messages.
             * @param message TrustReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.TrustReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.TrustReply & eucora.v1.TrustReply.$Shape} TrustReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.TrustReply & eucora.v1.TrustReply.$Shape;
        }

        namespace TrustReply {

            /** Properties of a TrustReply. */
            interface $Properties {

                /** TrustReply bytes */
                bytes?: (Uint8Array|null);

                /** TrustReply total */
                total?: (number|null);

                /** TrustReply held */
                held?: (boolean|null);

                /** TrustReply retryAfterMs */
                retryAfterMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustReply. */
            type $Shape = eucora.v1.TrustReply.$Properties;
        }

        /**
         * Properties of a DoorReply.
         * @deprecated Use eucora.v1.DoorReply.$Properties instead.
         */
        interface IDoorReply extends eucora.v1.DoorReply.$Properties {
        }

        /** Represents a DoorReply. */
        class DoorReply {

            /**
             * Constructs a new DoorReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DoorReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DoorReply url. */
            url: string;

            /** DoorReply port. */
            port: number;

            /**
             * Encodes the specified DoorReply message. Does not implicitly {@link eucora.v1.DoorReply.verify|verify} messages.
             * @param message DoorReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DoorReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DoorReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DoorReply & eucora.v1.DoorReply.$Shape} DoorReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DoorReply & eucora.v1.DoorReply.$Shape;
        }

        namespace DoorReply {

            /** Properties of a DoorReply. */
            interface $Properties {

                /** DoorReply url */
                url?: (string|null);

                /** DoorReply port */
                port?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DoorReply. */
            type $Shape = eucora.v1.DoorReply.$Properties;
        }

        /**
         * Properties of a CacheTip.
         * @deprecated Use eucora.v1.CacheTip.$Properties instead.
         */
        interface ICacheTip extends eucora.v1.CacheTip.$Properties {
        }

        /** Represents a CacheTip. */
        class CacheTip {

            /**
             * Constructs a new CacheTip.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CacheTip.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CacheTip heldBytes. */
            heldBytes: number;

            /** CacheTip freeBytes. */
            freeBytes: number;

            /** CacheTip savedBytes. */
            savedBytes: number;

            /** CacheTip items. */
            items: eucora.v1.CacheItem.$Properties[];

            /**
             * Encodes the specified CacheTip message. Does not implicitly {@link eucora.v1.CacheTip.verify|verify} messages.
             * @param message CacheTip message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CacheTip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CacheTip message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CacheTip & eucora.v1.CacheTip.$Shape} CacheTip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CacheTip & eucora.v1.CacheTip.$Shape;
        }

        namespace CacheTip {

            /** Properties of a CacheTip. */
            interface $Properties {

                /** CacheTip heldBytes */
                heldBytes?: (number|null);

                /** CacheTip freeBytes */
                freeBytes?: (number|null);

                /** CacheTip savedBytes */
                savedBytes?: (number|null);

                /** CacheTip items */
                items?: (eucora.v1.CacheItem.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CacheTip. */
            type $Shape = eucora.v1.CacheTip.$Properties;
        }

        /**
         * Properties of a CacheItem.
         * @deprecated Use eucora.v1.CacheItem.$Properties instead.
         */
        interface ICacheItem extends eucora.v1.CacheItem.$Properties {
        }

        /** Represents a CacheItem. */
        class CacheItem {

            /**
             * Constructs a new CacheItem.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CacheItem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CacheItem sha256. */
            sha256: Uint8Array;

            /** CacheItem heldBytes. */
            heldBytes: number;

            /** CacheItem state. */
            state: number;

            /** CacheItem fetchedBytes. */
            fetchedBytes: number;

            /** CacheItem savedBytes. */
            savedBytes: number;

            /** CacheItem detail. */
            detail: string;

            /** CacheItem finishInMs. */
            finishInMs: number;

            /**
             * Encodes the specified CacheItem message. Does not implicitly {@link eucora.v1.CacheItem.verify|verify} messages.
             * @param message CacheItem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CacheItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CacheItem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CacheItem & eucora.v1.CacheItem.$Shape} CacheItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CacheItem & eucora.v1.CacheItem.$Shape;
        }

        namespace CacheItem {

            /** Properties of a CacheItem. */
            interface $Properties {

                /** CacheItem sha256 */
                sha256?: (Uint8Array|null);

                /** CacheItem heldBytes */
                heldBytes?: (number|null);

                /** CacheItem state */
                state?: (number|null);

                /** CacheItem fetchedBytes */
                fetchedBytes?: (number|null);

                /** CacheItem savedBytes */
                savedBytes?: (number|null);

                /** CacheItem detail */
                detail?: (string|null);

                /** CacheItem finishInMs */
                finishInMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CacheItem. */
            type $Shape = eucora.v1.CacheItem.$Properties;
        }

        /**
         * Properties of a Signed.
         * @deprecated Use eucora.v1.Signed.$Properties instead.
         */
        interface ISigned extends eucora.v1.Signed.$Properties {
        }

        /** Represents a Signed. */
        class Signed {

            /**
             * Constructs a new Signed.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Signed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Signed payload. */
            payload: Uint8Array;

            /** Signed signatures. */
            signatures: eucora.v1.Signature.$Properties[];

            /**
             * Encodes the specified Signed message. Does not implicitly {@link eucora.v1.Signed.verify|verify} messages.
             * @param message Signed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Signed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Signed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Signed & eucora.v1.Signed.$Shape} Signed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Signed & eucora.v1.Signed.$Shape;
        }

        namespace Signed {

            /** Properties of a Signed. */
            interface $Properties {

                /** Signed payload */
                payload?: (Uint8Array|null);

                /** Signed signatures */
                signatures?: (eucora.v1.Signature.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Signed. */
            type $Shape = eucora.v1.Signed.$Properties;
        }

        /**
         * Properties of a Signature.
         * @deprecated Use eucora.v1.Signature.$Properties instead.
         */
        interface ISignature extends eucora.v1.Signature.$Properties {
        }

        /** Represents a Signature. */
        class Signature {

            /**
             * Constructs a new Signature.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Signature.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Signature keyId. */
            keyId: Uint8Array;

            /** Signature value. */
            value: Uint8Array;

            /**
             * Encodes the specified Signature message. Does not implicitly {@link eucora.v1.Signature.verify|verify} messages.
             * @param message Signature message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Signature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Signature message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Signature & eucora.v1.Signature.$Shape} Signature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Signature & eucora.v1.Signature.$Shape;
        }

        namespace Signature {

            /** Properties of a Signature. */
            interface $Properties {

                /** Signature keyId */
                keyId?: (Uint8Array|null);

                /** Signature value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Signature. */
            type $Shape = eucora.v1.Signature.$Properties;
        }

        /**
         * Properties of a SegmentHeader.
         * @deprecated Use eucora.v1.SegmentHeader.$Properties instead.
         */
        interface ISegmentHeader extends eucora.v1.SegmentHeader.$Properties {
        }

        /** Represents a SegmentHeader. */
        class SegmentHeader {

            /**
             * Constructs a new SegmentHeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SegmentHeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SegmentHeader version. */
            version: number;

            /** SegmentHeader site. */
            site: string;

            /** SegmentHeader relayId. */
            relayId: Uint8Array;

            /** SegmentHeader incarnation. */
            incarnation: Uint8Array;

            /** SegmentHeader lane. */
            lane: eucora.v1.Lane;

            /** SegmentHeader seq. */
            seq: number;

            /** SegmentHeader prevHash. */
            prevHash: Uint8Array;

            /** SegmentHeader bodyHash. */
            bodyHash: Uint8Array;

            /** SegmentHeader bodyBytes. */
            bodyBytes: number;

            /** SegmentHeader compressedBytes. */
            compressedBytes: number;

            /** SegmentHeader codec. */
            codec: number;

            /** SegmentHeader batches. */
            batches: number;

            /** SegmentHeader events. */
            events: number;

            /** SegmentHeader firstPosition. */
            firstPosition: number;

            /** SegmentHeader lastPosition. */
            lastPosition: number;

            /** SegmentHeader parent. */
            parent?: (eucora.v1.JournalParent.$Properties|null);

            /** SegmentHeader sealed. */
            sealed?: (eucora.v1.TimeAnchor.$Properties|null);

            /**
             * Encodes the specified SegmentHeader message. Does not implicitly {@link eucora.v1.SegmentHeader.verify|verify} messages.
             * @param message SegmentHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SegmentHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SegmentHeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SegmentHeader & eucora.v1.SegmentHeader.$Shape} SegmentHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SegmentHeader & eucora.v1.SegmentHeader.$Shape;
        }

        namespace SegmentHeader {

            /** Properties of a SegmentHeader. */
            interface $Properties {

                /** SegmentHeader version */
                version?: (number|null);

                /** SegmentHeader site */
                site?: (string|null);

                /** SegmentHeader relayId */
                relayId?: (Uint8Array|null);

                /** SegmentHeader incarnation */
                incarnation?: (Uint8Array|null);

                /** SegmentHeader lane */
                lane?: (eucora.v1.Lane|null);

                /** SegmentHeader seq */
                seq?: (number|null);

                /** SegmentHeader prevHash */
                prevHash?: (Uint8Array|null);

                /** SegmentHeader bodyHash */
                bodyHash?: (Uint8Array|null);

                /** SegmentHeader bodyBytes */
                bodyBytes?: (number|null);

                /** SegmentHeader compressedBytes */
                compressedBytes?: (number|null);

                /** SegmentHeader codec */
                codec?: (number|null);

                /** SegmentHeader batches */
                batches?: (number|null);

                /** SegmentHeader events */
                events?: (number|null);

                /** SegmentHeader firstPosition */
                firstPosition?: (number|null);

                /** SegmentHeader lastPosition */
                lastPosition?: (number|null);

                /** SegmentHeader parent */
                parent?: (eucora.v1.JournalParent.$Properties|null);

                /** SegmentHeader sealed */
                sealed?: (eucora.v1.TimeAnchor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SegmentHeader. */
            type $Shape = eucora.v1.SegmentHeader.$Properties;
        }

        /**
         * Properties of a JournalParent.
         * @deprecated Use eucora.v1.JournalParent.$Properties instead.
         */
        interface IJournalParent extends eucora.v1.JournalParent.$Properties {
        }

        /** Represents a JournalParent. */
        class JournalParent {

            /**
             * Constructs a new JournalParent.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.JournalParent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalParent incarnation. */
            incarnation: Uint8Array;

            /** JournalParent sealedThrough. */
            sealedThrough: number;

            /** JournalParent headHash. */
            headHash: Uint8Array;

            /**
             * Encodes the specified JournalParent message. Does not implicitly {@link eucora.v1.JournalParent.verify|verify} messages.
             * @param message JournalParent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.JournalParent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalParent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.JournalParent & eucora.v1.JournalParent.$Shape} JournalParent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.JournalParent & eucora.v1.JournalParent.$Shape;
        }

        namespace JournalParent {

            /** Properties of a JournalParent. */
            interface $Properties {

                /** JournalParent incarnation */
                incarnation?: (Uint8Array|null);

                /** JournalParent sealedThrough */
                sealedThrough?: (number|null);

                /** JournalParent headHash */
                headHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalParent. */
            type $Shape = eucora.v1.JournalParent.$Properties;
        }

        /**
         * Properties of a Segment.
         * @deprecated Use eucora.v1.Segment.$Properties instead.
         */
        interface ISegment extends eucora.v1.Segment.$Properties {
        }

        /** Represents a Segment. */
        class Segment {

            /**
             * Constructs a new Segment.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Segment.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Segment header. */
            header: Uint8Array;

            /** Segment signature. */
            signature: Uint8Array;

            /** Segment body. */
            body: Uint8Array;

            /**
             * Encodes the specified Segment message. Does not implicitly {@link eucora.v1.Segment.verify|verify} messages.
             * @param message Segment message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Segment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Segment message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Segment & eucora.v1.Segment.$Shape} Segment
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Segment & eucora.v1.Segment.$Shape;
        }

        namespace Segment {

            /** Properties of a Segment. */
            interface $Properties {

                /** Segment header */
                header?: (Uint8Array|null);

                /** Segment signature */
                signature?: (Uint8Array|null);

                /** Segment body */
                body?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Segment. */
            type $Shape = eucora.v1.Segment.$Properties;
        }

        /**
         * Properties of a SegmentBody.
         * @deprecated Use eucora.v1.SegmentBody.$Properties instead.
         */
        interface ISegmentBody extends eucora.v1.SegmentBody.$Properties {
        }

        /** Represents a SegmentBody. */
        class SegmentBody {

            /**
             * Constructs a new SegmentBody.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SegmentBody.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SegmentBody enrolments. */
            enrolments: Uint8Array[];

            /** SegmentBody batches. */
            batches: Uint8Array[];

            /** SegmentBody lost. */
            lost: eucora.v1.Lost.$Properties[];

            /** SegmentBody refusals. */
            refusals: eucora.v1.Refusal.$Properties[];

            /** SegmentBody unavailable. */
            unavailable: eucora.v1.Unavailable.$Properties[];

            /**
             * Encodes the specified SegmentBody message. Does not implicitly {@link eucora.v1.SegmentBody.verify|verify} messages.
             * @param message SegmentBody message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SegmentBody.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SegmentBody message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SegmentBody & eucora.v1.SegmentBody.$Shape} SegmentBody
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SegmentBody & eucora.v1.SegmentBody.$Shape;
        }

        namespace SegmentBody {

            /** Properties of a SegmentBody. */
            interface $Properties {

                /** SegmentBody enrolments */
                enrolments?: (Uint8Array[]|null);

                /** SegmentBody batches */
                batches?: (Uint8Array[]|null);

                /** SegmentBody lost */
                lost?: (eucora.v1.Lost.$Properties[]|null);

                /** SegmentBody refusals */
                refusals?: (eucora.v1.Refusal.$Properties[]|null);

                /** SegmentBody unavailable */
                unavailable?: (eucora.v1.Unavailable.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SegmentBody. */
            type $Shape = eucora.v1.SegmentBody.$Properties;
        }

        /**
         * Properties of a Lost.
         * @deprecated Use eucora.v1.Lost.$Properties instead.
         */
        interface ILost extends eucora.v1.Lost.$Properties {
        }

        /** Represents a Lost. */
        class Lost {

            /**
             * Constructs a new Lost.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Lost.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Lost deviceId. */
            deviceId: Uint8Array;

            /** Lost incarnation. */
            incarnation: Uint8Array;

            /** Lost first. */
            first: number;

            /** Lost last. */
            last: number;

            /** Lost cause. */
            cause: string;

            /**
             * Encodes the specified Lost message. Does not implicitly {@link eucora.v1.Lost.verify|verify} messages.
             * @param message Lost message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Lost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Lost message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Lost & eucora.v1.Lost.$Shape} Lost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Lost & eucora.v1.Lost.$Shape;
        }

        namespace Lost {

            /** Properties of a Lost. */
            interface $Properties {

                /** Lost deviceId */
                deviceId?: (Uint8Array|null);

                /** Lost incarnation */
                incarnation?: (Uint8Array|null);

                /** Lost first */
                first?: (number|null);

                /** Lost last */
                last?: (number|null);

                /** Lost cause */
                cause?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Lost. */
            type $Shape = eucora.v1.Lost.$Properties;
        }

        /**
         * Properties of an Unavailable.
         * @deprecated Use eucora.v1.Unavailable.$Properties instead.
         */
        interface IUnavailable extends eucora.v1.Unavailable.$Properties {
        }

        /** Represents an Unavailable. */
        class Unavailable {

            /**
             * Constructs a new Unavailable.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Unavailable.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unavailable incarnation. */
            incarnation: Uint8Array;

            /** Unavailable lane. */
            lane: eucora.v1.Lane;

            /** Unavailable first. */
            first: number;

            /** Unavailable last. */
            last: number;

            /** Unavailable reason. */
            reason: number;

            /** Unavailable ledgerEpoch. */
            ledgerEpoch: number;

            /** Unavailable generation. */
            generation: number;

            /**
             * Encodes the specified Unavailable message. Does not implicitly {@link eucora.v1.Unavailable.verify|verify} messages.
             * @param message Unavailable message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Unavailable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Unavailable message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Unavailable & eucora.v1.Unavailable.$Shape} Unavailable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Unavailable & eucora.v1.Unavailable.$Shape;
        }

        namespace Unavailable {

            /** Properties of an Unavailable. */
            interface $Properties {

                /** Unavailable incarnation */
                incarnation?: (Uint8Array|null);

                /** Unavailable lane */
                lane?: (eucora.v1.Lane|null);

                /** Unavailable first */
                first?: (number|null);

                /** Unavailable last */
                last?: (number|null);

                /** Unavailable reason */
                reason?: (number|null);

                /** Unavailable ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** Unavailable generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Unavailable. */
            type $Shape = eucora.v1.Unavailable.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use eucora.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends eucora.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal code. */
            code: string;

            /** Refusal deviceId. */
            deviceId: Uint8Array;

            /** Refusal count. */
            count: number;

            /** Refusal last. */
            last?: (eucora.v1.TimeAnchor.$Properties|null);

            /** Refusal detail. */
            detail: string;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link eucora.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Refusal & eucora.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Refusal & eucora.v1.Refusal.$Shape;
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal code */
                code?: (string|null);

                /** Refusal deviceId */
                deviceId?: (Uint8Array|null);

                /** Refusal count */
                count?: (number|null);

                /** Refusal last */
                last?: (eucora.v1.TimeAnchor.$Properties|null);

                /** Refusal detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = eucora.v1.Refusal.$Properties;
        }

        /**
         * Properties of a Tip.
         * @deprecated Use eucora.v1.Tip.$Properties instead.
         */
        interface ITip extends eucora.v1.Tip.$Properties {
        }

        /** Represents a Tip. */
        class Tip {

            /**
             * Constructs a new Tip.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Tip.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tip version. */
            version: number;

            /** Tip site. */
            site: string;

            /** Tip relayId. */
            relayId: Uint8Array;

            /** Tip incarnation. */
            incarnation: Uint8Array;

            /** Tip lanes. */
            lanes: eucora.v1.LaneTip.$Properties[];

            /** Tip issued. */
            issued?: (eucora.v1.TimeAnchor.$Properties|null);

            /** Tip link. */
            link?: (eucora.v1.LinkOutlook.$Properties|null);

            /** Tip audit. */
            audit?: (eucora.v1.AuditWitness.$Properties|null);

            /** Tip erasures. */
            erasures?: (eucora.v1.ErasureMark.$Properties|null);

            /** Tip hubKeys. */
            hubKeys?: (eucora.v1.HubKeyMark.$Properties|null);

            /** Tip cache. */
            cache?: (eucora.v1.CacheTip.$Properties|null);

            /**
             * Encodes the specified Tip message. Does not implicitly {@link eucora.v1.Tip.verify|verify} messages.
             * @param message Tip message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Tip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tip message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Tip & eucora.v1.Tip.$Shape} Tip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Tip & eucora.v1.Tip.$Shape;
        }

        namespace Tip {

            /** Properties of a Tip. */
            interface $Properties {

                /** Tip version */
                version?: (number|null);

                /** Tip site */
                site?: (string|null);

                /** Tip relayId */
                relayId?: (Uint8Array|null);

                /** Tip incarnation */
                incarnation?: (Uint8Array|null);

                /** Tip lanes */
                lanes?: (eucora.v1.LaneTip.$Properties[]|null);

                /** Tip issued */
                issued?: (eucora.v1.TimeAnchor.$Properties|null);

                /** Tip link */
                link?: (eucora.v1.LinkOutlook.$Properties|null);

                /** Tip audit */
                audit?: (eucora.v1.AuditWitness.$Properties|null);

                /** Tip erasures */
                erasures?: (eucora.v1.ErasureMark.$Properties|null);

                /** Tip hubKeys */
                hubKeys?: (eucora.v1.HubKeyMark.$Properties|null);

                /** Tip cache */
                cache?: (eucora.v1.CacheTip.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tip. */
            type $Shape = eucora.v1.Tip.$Properties;
        }

        /**
         * Properties of an AuditWitness.
         * @deprecated Use eucora.v1.AuditWitness.$Properties instead.
         */
        interface IAuditWitness extends eucora.v1.AuditWitness.$Properties {
        }

        /** Represents an AuditWitness. */
        class AuditWitness {

            /**
             * Constructs a new AuditWitness.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.AuditWitness.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditWitness position. */
            position: number;

            /** AuditWitness root. */
            root: Uint8Array;

            /** AuditWitness contradicting. */
            contradicting: number;

            /** AuditWitness checkpoint. */
            checkpoint: Uint8Array;

            /**
             * Encodes the specified AuditWitness message. Does not implicitly {@link eucora.v1.AuditWitness.verify|verify} messages.
             * @param message AuditWitness message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.AuditWitness.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditWitness message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.AuditWitness & eucora.v1.AuditWitness.$Shape} AuditWitness
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.AuditWitness & eucora.v1.AuditWitness.$Shape;
        }

        namespace AuditWitness {

            /** Properties of an AuditWitness. */
            interface $Properties {

                /** AuditWitness position */
                position?: (number|null);

                /** AuditWitness root */
                root?: (Uint8Array|null);

                /** AuditWitness contradicting */
                contradicting?: (number|null);

                /** AuditWitness checkpoint */
                checkpoint?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditWitness. */
            type $Shape = eucora.v1.AuditWitness.$Properties;
        }

        /**
         * Properties of a LinkOutlook.
         * @deprecated Use eucora.v1.LinkOutlook.$Properties instead.
         */
        interface ILinkOutlook extends eucora.v1.LinkOutlook.$Properties {
        }

        /** Represents a LinkOutlook. */
        class LinkOutlook {

            /**
             * Constructs a new LinkOutlook.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.LinkOutlook.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkOutlook backlogBytes. */
            backlogBytes: number;

            /** LinkOutlook bytesPerSecond. */
            bytesPerSecond: number;

            /** LinkOutlook hold. */
            hold: string;

            /** LinkOutlook finishInMs. */
            finishInMs: number;

            /** LinkOutlook noFinish. */
            noFinish: boolean;

            /**
             * Encodes the specified LinkOutlook message. Does not implicitly {@link eucora.v1.LinkOutlook.verify|verify} messages.
             * @param message LinkOutlook message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.LinkOutlook.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkOutlook message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.LinkOutlook & eucora.v1.LinkOutlook.$Shape} LinkOutlook
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.LinkOutlook & eucora.v1.LinkOutlook.$Shape;
        }

        namespace LinkOutlook {

            /** Properties of a LinkOutlook. */
            interface $Properties {

                /** LinkOutlook backlogBytes */
                backlogBytes?: (number|null);

                /** LinkOutlook bytesPerSecond */
                bytesPerSecond?: (number|null);

                /** LinkOutlook hold */
                hold?: (string|null);

                /** LinkOutlook finishInMs */
                finishInMs?: (number|null);

                /** LinkOutlook noFinish */
                noFinish?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkOutlook. */
            type $Shape = eucora.v1.LinkOutlook.$Properties;
        }

        /**
         * Properties of a LaneTip.
         * @deprecated Use eucora.v1.LaneTip.$Properties instead.
         */
        interface ILaneTip extends eucora.v1.LaneTip.$Properties {
        }

        /** Represents a LaneTip. */
        class LaneTip {

            /**
             * Constructs a new LaneTip.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.LaneTip.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LaneTip lane. */
            lane: eucora.v1.Lane;

            /** LaneTip oldestHeld. */
            oldestHeld: number;

            /** LaneTip sealedThrough. */
            sealedThrough: number;

            /** LaneTip headHash. */
            headHash: Uint8Array;

            /**
             * Encodes the specified LaneTip message. Does not implicitly {@link eucora.v1.LaneTip.verify|verify} messages.
             * @param message LaneTip message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.LaneTip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LaneTip message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.LaneTip & eucora.v1.LaneTip.$Shape} LaneTip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.LaneTip & eucora.v1.LaneTip.$Shape;
        }

        namespace LaneTip {

            /** Properties of a LaneTip. */
            interface $Properties {

                /** LaneTip lane */
                lane?: (eucora.v1.Lane|null);

                /** LaneTip oldestHeld */
                oldestHeld?: (number|null);

                /** LaneTip sealedThrough */
                sealedThrough?: (number|null);

                /** LaneTip headHash */
                headHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LaneTip. */
            type $Shape = eucora.v1.LaneTip.$Properties;
        }

        /**
         * Properties of a Range.
         * @deprecated Use eucora.v1.Range.$Properties instead.
         */
        interface IRange extends eucora.v1.Range.$Properties {
        }

        /** Represents a Range. */
        class Range {

            /**
             * Constructs a new Range.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Range.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Range first. */
            first: number;

            /** Range last. */
            last: number;

            /**
             * Encodes the specified Range message. Does not implicitly {@link eucora.v1.Range.verify|verify} messages.
             * @param message Range message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Range.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Range message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Range & eucora.v1.Range.$Shape} Range
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Range & eucora.v1.Range.$Shape;
        }

        namespace Range {

            /** Properties of a Range. */
            interface $Properties {

                /** Range first */
                first?: (number|null);

                /** Range last */
                last?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Range. */
            type $Shape = eucora.v1.Range.$Properties;
        }

        /**
         * Properties of a Receipt.
         * @deprecated Use eucora.v1.Receipt.$Properties instead.
         */
        interface IReceipt extends eucora.v1.Receipt.$Properties {
        }

        /** Represents a Receipt. */
        class Receipt {

            /**
             * Constructs a new Receipt.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Receipt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Receipt version. */
            version: number;

            /** Receipt site. */
            site: string;

            /** Receipt ledgerEpoch. */
            ledgerEpoch: number;

            /** Receipt generation. */
            generation: number;

            /** Receipt issuedMs. */
            issuedMs: number;

            /** Receipt journals. */
            journals: eucora.v1.JournalReceipt.$Properties[];

            /** Receipt deviceMarksRoot. */
            deviceMarksRoot: Uint8Array;

            /** Receipt backupIntervalMs. */
            backupIntervalMs: number;

            /**
             * Encodes the specified Receipt message. Does not implicitly {@link eucora.v1.Receipt.verify|verify} messages.
             * @param message Receipt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Receipt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Receipt & eucora.v1.Receipt.$Shape} Receipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Receipt & eucora.v1.Receipt.$Shape;
        }

        namespace Receipt {

            /** Properties of a Receipt. */
            interface $Properties {

                /** Receipt version */
                version?: (number|null);

                /** Receipt site */
                site?: (string|null);

                /** Receipt ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** Receipt generation */
                generation?: (number|null);

                /** Receipt issuedMs */
                issuedMs?: (number|null);

                /** Receipt journals */
                journals?: (eucora.v1.JournalReceipt.$Properties[]|null);

                /** Receipt deviceMarksRoot */
                deviceMarksRoot?: (Uint8Array|null);

                /** Receipt backupIntervalMs */
                backupIntervalMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Receipt. */
            type $Shape = eucora.v1.Receipt.$Properties;
        }

        /**
         * Properties of a JournalReceipt.
         * @deprecated Use eucora.v1.JournalReceipt.$Properties instead.
         */
        interface IJournalReceipt extends eucora.v1.JournalReceipt.$Properties {
        }

        /** Represents a JournalReceipt. */
        class JournalReceipt {

            /**
             * Constructs a new JournalReceipt.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.JournalReceipt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalReceipt relayId. */
            relayId: Uint8Array;

            /** JournalReceipt incarnation. */
            incarnation: Uint8Array;

            /** JournalReceipt lanes. */
            lanes: eucora.v1.LaneReceipt.$Properties[];

            /**
             * Encodes the specified JournalReceipt message. Does not implicitly {@link eucora.v1.JournalReceipt.verify|verify} messages.
             * @param message JournalReceipt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.JournalReceipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalReceipt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.JournalReceipt & eucora.v1.JournalReceipt.$Shape} JournalReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.JournalReceipt & eucora.v1.JournalReceipt.$Shape;
        }

        namespace JournalReceipt {

            /** Properties of a JournalReceipt. */
            interface $Properties {

                /** JournalReceipt relayId */
                relayId?: (Uint8Array|null);

                /** JournalReceipt incarnation */
                incarnation?: (Uint8Array|null);

                /** JournalReceipt lanes */
                lanes?: (eucora.v1.LaneReceipt.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalReceipt. */
            type $Shape = eucora.v1.JournalReceipt.$Properties;
        }

        /**
         * Properties of a LaneReceipt.
         * @deprecated Use eucora.v1.LaneReceipt.$Properties instead.
         */
        interface ILaneReceipt extends eucora.v1.LaneReceipt.$Properties {
        }

        /** Represents a LaneReceipt. */
        class LaneReceipt {

            /**
             * Constructs a new LaneReceipt.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.LaneReceipt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LaneReceipt lane. */
            lane: eucora.v1.Lane;

            /** LaneReceipt committedThrough. */
            committedThrough: number;

            /** LaneReceipt safeThrough. */
            safeThrough: number;

            /** LaneReceipt gaps. */
            gaps: eucora.v1.Range.$Properties[];

            /** LaneReceipt windowBytes. */
            windowBytes: number;

            /**
             * Encodes the specified LaneReceipt message. Does not implicitly {@link eucora.v1.LaneReceipt.verify|verify} messages.
             * @param message LaneReceipt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.LaneReceipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LaneReceipt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.LaneReceipt & eucora.v1.LaneReceipt.$Shape} LaneReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.LaneReceipt & eucora.v1.LaneReceipt.$Shape;
        }

        namespace LaneReceipt {

            /** Properties of a LaneReceipt. */
            interface $Properties {

                /** LaneReceipt lane */
                lane?: (eucora.v1.Lane|null);

                /** LaneReceipt committedThrough */
                committedThrough?: (number|null);

                /** LaneReceipt safeThrough */
                safeThrough?: (number|null);

                /** LaneReceipt gaps */
                gaps?: (eucora.v1.Range.$Properties[]|null);

                /** LaneReceipt windowBytes */
                windowBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LaneReceipt. */
            type $Shape = eucora.v1.LaneReceipt.$Properties;
        }

        /**
         * Properties of a DeviceMark.
         * @deprecated Use eucora.v1.DeviceMark.$Properties instead.
         */
        interface IDeviceMark extends eucora.v1.DeviceMark.$Properties {
        }

        /** Represents a DeviceMark. */
        class DeviceMark {

            /**
             * Constructs a new DeviceMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DeviceMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceMark deviceId. */
            deviceId: Uint8Array;

            /** DeviceMark incarnation. */
            incarnation: Uint8Array;

            /** DeviceMark lane. */
            lane: eucora.v1.Lane;

            /** DeviceMark through. */
            through: number;

            /**
             * Encodes the specified DeviceMark message. Does not implicitly {@link eucora.v1.DeviceMark.verify|verify} messages.
             * @param message DeviceMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DeviceMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DeviceMark & eucora.v1.DeviceMark.$Shape} DeviceMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DeviceMark & eucora.v1.DeviceMark.$Shape;
        }

        namespace DeviceMark {

            /** Properties of a DeviceMark. */
            interface $Properties {

                /** DeviceMark deviceId */
                deviceId?: (Uint8Array|null);

                /** DeviceMark incarnation */
                incarnation?: (Uint8Array|null);

                /** DeviceMark lane */
                lane?: (eucora.v1.Lane|null);

                /** DeviceMark through */
                through?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceMark. */
            type $Shape = eucora.v1.DeviceMark.$Properties;
        }

        /**
         * Properties of an AuditCheckpoint.
         * @deprecated Use eucora.v1.AuditCheckpoint.$Properties instead.
         */
        interface IAuditCheckpoint extends eucora.v1.AuditCheckpoint.$Properties {
        }

        /** Represents an AuditCheckpoint. */
        class AuditCheckpoint {

            /**
             * Constructs a new AuditCheckpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.AuditCheckpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditCheckpoint version. */
            version: number;

            /** AuditCheckpoint position. */
            position: number;

            /** AuditCheckpoint hash. */
            hash: Uint8Array;

            /** AuditCheckpoint root. */
            root: Uint8Array;

            /** AuditCheckpoint issuedMs. */
            issuedMs: number;

            /**
             * Encodes the specified AuditCheckpoint message. Does not implicitly {@link eucora.v1.AuditCheckpoint.verify|verify} messages.
             * @param message AuditCheckpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.AuditCheckpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditCheckpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.AuditCheckpoint & eucora.v1.AuditCheckpoint.$Shape} AuditCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.AuditCheckpoint & eucora.v1.AuditCheckpoint.$Shape;
        }

        namespace AuditCheckpoint {

            /** Properties of an AuditCheckpoint. */
            interface $Properties {

                /** AuditCheckpoint version */
                version?: (number|null);

                /** AuditCheckpoint position */
                position?: (number|null);

                /** AuditCheckpoint hash */
                hash?: (Uint8Array|null);

                /** AuditCheckpoint root */
                root?: (Uint8Array|null);

                /** AuditCheckpoint issuedMs */
                issuedMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditCheckpoint. */
            type $Shape = eucora.v1.AuditCheckpoint.$Properties;
        }

        /**
         * Properties of an AuditDocument.
         * @deprecated Use eucora.v1.AuditDocument.$Properties instead.
         */
        interface IAuditDocument extends eucora.v1.AuditDocument.$Properties {
        }

        /** Represents an AuditDocument. */
        class AuditDocument {

            /**
             * Constructs a new AuditDocument.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.AuditDocument.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditDocument version. */
            version: number;

            /** AuditDocument checkpoint. */
            checkpoint: Uint8Array;

            /** AuditDocument fromPosition. */
            fromPosition: number;

            /** AuditDocument proof. */
            proof: Uint8Array[];

            /**
             * Encodes the specified AuditDocument message. Does not implicitly {@link eucora.v1.AuditDocument.verify|verify} messages.
             * @param message AuditDocument message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.AuditDocument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditDocument message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.AuditDocument & eucora.v1.AuditDocument.$Shape} AuditDocument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.AuditDocument & eucora.v1.AuditDocument.$Shape;
        }

        namespace AuditDocument {

            /** Properties of an AuditDocument. */
            interface $Properties {

                /** AuditDocument version */
                version?: (number|null);

                /** AuditDocument checkpoint */
                checkpoint?: (Uint8Array|null);

                /** AuditDocument fromPosition */
                fromPosition?: (number|null);

                /** AuditDocument proof */
                proof?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditDocument. */
            type $Shape = eucora.v1.AuditDocument.$Properties;
        }

        /**
         * Properties of a MerkleProof.
         * @deprecated Use eucora.v1.MerkleProof.$Properties instead.
         */
        interface IMerkleProof extends eucora.v1.MerkleProof.$Properties {
        }

        /** Represents a MerkleProof. */
        class MerkleProof {

            /**
             * Constructs a new MerkleProof.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.MerkleProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MerkleProof index. */
            index: number;

            /** MerkleProof size. */
            size: number;

            /** MerkleProof siblings. */
            siblings: Uint8Array[];

            /**
             * Encodes the specified MerkleProof message. Does not implicitly {@link eucora.v1.MerkleProof.verify|verify} messages.
             * @param message MerkleProof message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.MerkleProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MerkleProof message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.MerkleProof & eucora.v1.MerkleProof.$Shape} MerkleProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.MerkleProof & eucora.v1.MerkleProof.$Shape;
        }

        namespace MerkleProof {

            /** Properties of a MerkleProof. */
            interface $Properties {

                /** MerkleProof index */
                index?: (number|null);

                /** MerkleProof size */
                size?: (number|null);

                /** MerkleProof siblings */
                siblings?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MerkleProof. */
            type $Shape = eucora.v1.MerkleProof.$Properties;
        }

        /**
         * Properties of a SiteDocument.
         * @deprecated Use eucora.v1.SiteDocument.$Properties instead.
         */
        interface ISiteDocument extends eucora.v1.SiteDocument.$Properties {
        }

        /** Represents a SiteDocument. */
        class SiteDocument {

            /**
             * Constructs a new SiteDocument.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SiteDocument.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SiteDocument version. */
            version: number;

            /** SiteDocument site. */
            site: string;

            /** SiteDocument kind. */
            kind: string;

            /** SiteDocument ledgerEpoch. */
            ledgerEpoch: number;

            /** SiteDocument generation. */
            generation: number;

            /** SiteDocument parent. */
            parent: Uint8Array;

            /** SiteDocument issuedLoMs. */
            issuedLoMs: number;

            /** SiteDocument issuedHiMs. */
            issuedHiMs: number;

            /** SiteDocument root. */
            root: Uint8Array;

            /** SiteDocument body. */
            body: Uint8Array;

            /**
             * Encodes the specified SiteDocument message. Does not implicitly {@link eucora.v1.SiteDocument.verify|verify} messages.
             * @param message SiteDocument message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SiteDocument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SiteDocument message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SiteDocument & eucora.v1.SiteDocument.$Shape} SiteDocument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SiteDocument & eucora.v1.SiteDocument.$Shape;
        }

        namespace SiteDocument {

            /** Properties of a SiteDocument. */
            interface $Properties {

                /** SiteDocument version */
                version?: (number|null);

                /** SiteDocument site */
                site?: (string|null);

                /** SiteDocument kind */
                kind?: (string|null);

                /** SiteDocument ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** SiteDocument generation */
                generation?: (number|null);

                /** SiteDocument parent */
                parent?: (Uint8Array|null);

                /** SiteDocument issuedLoMs */
                issuedLoMs?: (number|null);

                /** SiteDocument issuedHiMs */
                issuedHiMs?: (number|null);

                /** SiteDocument root */
                root?: (Uint8Array|null);

                /** SiteDocument body */
                body?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SiteDocument. */
            type $Shape = eucora.v1.SiteDocument.$Properties;
        }

        /**
         * Properties of a SiteCertificate.
         * @deprecated Use eucora.v1.SiteCertificate.$Properties instead.
         */
        interface ISiteCertificate extends eucora.v1.SiteCertificate.$Properties {
        }

        /** Represents a SiteCertificate. */
        class SiteCertificate {

            /**
             * Constructs a new SiteCertificate.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.SiteCertificate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SiteCertificate version. */
            version: number;

            /** SiteCertificate site. */
            site: string;

            /** SiteCertificate siteClass. */
            siteClass: number;

            /** SiteCertificate relayId. */
            relayId: Uint8Array;

            /** SiteCertificate relayPublic. */
            relayPublic: Uint8Array;

            /** SiteCertificate relayBoxPublic. */
            relayBoxPublic: Uint8Array;

            /** SiteCertificate hubPublic. */
            hubPublic: Uint8Array;

            /** SiteCertificate hubBoxPublic. */
            hubBoxPublic: Uint8Array;

            /** SiteCertificate issuedMs. */
            issuedMs: number;

            /** SiteCertificate authority. */
            authority: Uint8Array;

            /** SiteCertificate issuer. */
            issuer: Uint8Array;

            /** SiteCertificate server. */
            server: Uint8Array;

            /**
             * Encodes the specified SiteCertificate message. Does not implicitly {@link eucora.v1.SiteCertificate.verify|verify} messages.
             * @param message SiteCertificate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.SiteCertificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SiteCertificate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.SiteCertificate & eucora.v1.SiteCertificate.$Shape} SiteCertificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.SiteCertificate & eucora.v1.SiteCertificate.$Shape;
        }

        namespace SiteCertificate {

            /** Properties of a SiteCertificate. */
            interface $Properties {

                /** SiteCertificate version */
                version?: (number|null);

                /** SiteCertificate site */
                site?: (string|null);

                /** SiteCertificate siteClass */
                siteClass?: (number|null);

                /** SiteCertificate relayId */
                relayId?: (Uint8Array|null);

                /** SiteCertificate relayPublic */
                relayPublic?: (Uint8Array|null);

                /** SiteCertificate relayBoxPublic */
                relayBoxPublic?: (Uint8Array|null);

                /** SiteCertificate hubPublic */
                hubPublic?: (Uint8Array|null);

                /** SiteCertificate hubBoxPublic */
                hubBoxPublic?: (Uint8Array|null);

                /** SiteCertificate issuedMs */
                issuedMs?: (number|null);

                /** SiteCertificate authority */
                authority?: (Uint8Array|null);

                /** SiteCertificate issuer */
                issuer?: (Uint8Array|null);

                /** SiteCertificate server */
                server?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SiteCertificate. */
            type $Shape = eucora.v1.SiteCertificate.$Properties;
        }

        /**
         * Properties of a RelayRequest.
         * @deprecated Use eucora.v1.RelayRequest.$Properties instead.
         */
        interface IRelayRequest extends eucora.v1.RelayRequest.$Properties {
        }

        /** Represents a RelayRequest. */
        class RelayRequest {

            /**
             * Constructs a new RelayRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.RelayRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RelayRequest version. */
            version: number;

            /** RelayRequest site. */
            site: string;

            /** RelayRequest publicKey. */
            publicKey: Uint8Array;

            /** RelayRequest boxPublic. */
            boxPublic: Uint8Array;

            /** RelayRequest natsPublic. */
            natsPublic: string;

            /** RelayRequest issuerPublic. */
            issuerPublic: Uint8Array;

            /** RelayRequest serverPublic. */
            serverPublic: Uint8Array;

            /** RelayRequest issuerProof. */
            issuerProof: Uint8Array;

            /** RelayRequest serverProof. */
            serverProof: Uint8Array;

            /** RelayRequest addresses. */
            addresses: string[];

            /**
             * Encodes the specified RelayRequest message. Does not implicitly {@link eucora.v1.RelayRequest.verify|verify} messages.
             * @param message RelayRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.RelayRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RelayRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.RelayRequest & eucora.v1.RelayRequest.$Shape} RelayRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.RelayRequest & eucora.v1.RelayRequest.$Shape;
        }

        namespace RelayRequest {

            /** Properties of a RelayRequest. */
            interface $Properties {

                /** RelayRequest version */
                version?: (number|null);

                /** RelayRequest site */
                site?: (string|null);

                /** RelayRequest publicKey */
                publicKey?: (Uint8Array|null);

                /** RelayRequest boxPublic */
                boxPublic?: (Uint8Array|null);

                /** RelayRequest natsPublic */
                natsPublic?: (string|null);

                /** RelayRequest issuerPublic */
                issuerPublic?: (Uint8Array|null);

                /** RelayRequest serverPublic */
                serverPublic?: (Uint8Array|null);

                /** RelayRequest issuerProof */
                issuerProof?: (Uint8Array|null);

                /** RelayRequest serverProof */
                serverProof?: (Uint8Array|null);

                /** RelayRequest addresses */
                addresses?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RelayRequest. */
            type $Shape = eucora.v1.RelayRequest.$Properties;
        }

        /**
         * Properties of a Ticket.
         * @deprecated Use eucora.v1.Ticket.$Properties instead.
         */
        interface ITicket extends eucora.v1.Ticket.$Properties {
        }

        /** Represents a Ticket. */
        class Ticket {

            /**
             * Constructs a new Ticket.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Ticket.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ticket version. */
            version: number;

            /** Ticket site. */
            site: string;

            /** Ticket ticketId. */
            ticketId: Uint8Array;

            /** Ticket secret. */
            secret: Uint8Array;

            /** Ticket urls. */
            urls: string[];

            /** Ticket natsSeed. */
            natsSeed: string;

            /** Ticket relayPublic. */
            relayPublic: Uint8Array;

            /** Ticket hubPublic. */
            hubPublic: Uint8Array;

            /** Ticket authority. */
            authority: Uint8Array;

            /** Ticket doors. */
            doors: string[];

            /** Ticket grant. */
            grant: Uint8Array;

            /** Ticket trustRootSha256. */
            trustRootSha256: Uint8Array;

            /**
             * Encodes the specified Ticket message. Does not implicitly {@link eucora.v1.Ticket.verify|verify} messages.
             * @param message Ticket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Ticket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ticket message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Ticket & eucora.v1.Ticket.$Shape} Ticket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Ticket & eucora.v1.Ticket.$Shape;
        }

        namespace Ticket {

            /** Properties of a Ticket. */
            interface $Properties {

                /** Ticket version */
                version?: (number|null);

                /** Ticket site */
                site?: (string|null);

                /** Ticket ticketId */
                ticketId?: (Uint8Array|null);

                /** Ticket secret */
                secret?: (Uint8Array|null);

                /** Ticket urls */
                urls?: (string[]|null);

                /** Ticket natsSeed */
                natsSeed?: (string|null);

                /** Ticket relayPublic */
                relayPublic?: (Uint8Array|null);

                /** Ticket hubPublic */
                hubPublic?: (Uint8Array|null);

                /** Ticket authority */
                authority?: (Uint8Array|null);

                /** Ticket doors */
                doors?: (string[]|null);

                /** Ticket grant */
                grant?: (Uint8Array|null);

                /** Ticket trustRootSha256 */
                trustRootSha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ticket. */
            type $Shape = eucora.v1.Ticket.$Properties;
        }

        /**
         * Properties of an EnrolmentGrant.
         * @deprecated Use eucora.v1.EnrolmentGrant.$Properties instead.
         */
        interface IEnrolmentGrant extends eucora.v1.EnrolmentGrant.$Properties {
        }

        /** Represents an EnrolmentGrant. */
        class EnrolmentGrant {

            /**
             * Constructs a new EnrolmentGrant.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.EnrolmentGrant.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolmentGrant version. */
            version: number;

            /** EnrolmentGrant site. */
            site: string;

            /** EnrolmentGrant tokenId. */
            tokenId: Uint8Array;

            /** EnrolmentGrant tokenPublic. */
            tokenPublic: Uint8Array;

            /** EnrolmentGrant uses. */
            uses: number;

            /** EnrolmentGrant issuedMs. */
            issuedMs: number;

            /** EnrolmentGrant expiresMs. */
            expiresMs: number;

            /**
             * Encodes the specified EnrolmentGrant message. Does not implicitly {@link eucora.v1.EnrolmentGrant.verify|verify} messages.
             * @param message EnrolmentGrant message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.EnrolmentGrant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolmentGrant message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolmentGrant & eucora.v1.EnrolmentGrant.$Shape} EnrolmentGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.EnrolmentGrant & eucora.v1.EnrolmentGrant.$Shape;
        }

        namespace EnrolmentGrant {

            /** Properties of an EnrolmentGrant. */
            interface $Properties {

                /** EnrolmentGrant version */
                version?: (number|null);

                /** EnrolmentGrant site */
                site?: (string|null);

                /** EnrolmentGrant tokenId */
                tokenId?: (Uint8Array|null);

                /** EnrolmentGrant tokenPublic */
                tokenPublic?: (Uint8Array|null);

                /** EnrolmentGrant uses */
                uses?: (number|null);

                /** EnrolmentGrant issuedMs */
                issuedMs?: (number|null);

                /** EnrolmentGrant expiresMs */
                expiresMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolmentGrant. */
            type $Shape = eucora.v1.EnrolmentGrant.$Properties;
        }

        /**
         * Properties of an EnrolRequest.
         * @deprecated Use eucora.v1.EnrolRequest.$Properties instead.
         */
        interface IEnrolRequest extends eucora.v1.EnrolRequest.$Properties {
        }

        /** Represents an EnrolRequest. */
        class EnrolRequest {

            /**
             * Constructs a new EnrolRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.EnrolRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolRequest version. */
            version: number;

            /** EnrolRequest site. */
            site: string;

            /** EnrolRequest publicKey. */
            publicKey: Uint8Array;

            /** EnrolRequest ticketId. */
            ticketId: Uint8Array;

            /** EnrolRequest simulated. */
            simulated: boolean;

            /** EnrolRequest run. */
            run: string;

            /** EnrolRequest asked. */
            asked?: (eucora.v1.TimeAnchor.$Properties|null);

            /** EnrolRequest tlsPublic. */
            tlsPublic: Uint8Array;

            /**
             * Encodes the specified EnrolRequest message. Does not implicitly {@link eucora.v1.EnrolRequest.verify|verify} messages.
             * @param message EnrolRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.EnrolRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolRequest & eucora.v1.EnrolRequest.$Shape} EnrolRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.EnrolRequest & eucora.v1.EnrolRequest.$Shape;
        }

        namespace EnrolRequest {

            /** Properties of an EnrolRequest. */
            interface $Properties {

                /** EnrolRequest version */
                version?: (number|null);

                /** EnrolRequest site */
                site?: (string|null);

                /** EnrolRequest publicKey */
                publicKey?: (Uint8Array|null);

                /** EnrolRequest ticketId */
                ticketId?: (Uint8Array|null);

                /** EnrolRequest simulated */
                simulated?: (boolean|null);

                /** EnrolRequest run */
                run?: (string|null);

                /** EnrolRequest asked */
                asked?: (eucora.v1.TimeAnchor.$Properties|null);

                /** EnrolRequest tlsPublic */
                tlsPublic?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolRequest. */
            type $Shape = eucora.v1.EnrolRequest.$Properties;
        }

        /**
         * Properties of an EnrolPut.
         * @deprecated Use eucora.v1.EnrolPut.$Properties instead.
         */
        interface IEnrolPut extends eucora.v1.EnrolPut.$Properties {
        }

        /** Represents an EnrolPut. */
        class EnrolPut {

            /**
             * Constructs a new EnrolPut.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.EnrolPut.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolPut payload. */
            payload: Uint8Array;

            /** EnrolPut signature. */
            signature: Uint8Array;

            /** EnrolPut ticketProof. */
            ticketProof: Uint8Array;

            /** EnrolPut tlsProof. */
            tlsProof: Uint8Array;

            /** EnrolPut grant. */
            grant: Uint8Array;

            /**
             * Encodes the specified EnrolPut message. Does not implicitly {@link eucora.v1.EnrolPut.verify|verify} messages.
             * @param message EnrolPut message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.EnrolPut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolPut message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolPut & eucora.v1.EnrolPut.$Shape} EnrolPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.EnrolPut & eucora.v1.EnrolPut.$Shape;
        }

        namespace EnrolPut {

            /** Properties of an EnrolPut. */
            interface $Properties {

                /** EnrolPut payload */
                payload?: (Uint8Array|null);

                /** EnrolPut signature */
                signature?: (Uint8Array|null);

                /** EnrolPut ticketProof */
                ticketProof?: (Uint8Array|null);

                /** EnrolPut tlsProof */
                tlsProof?: (Uint8Array|null);

                /** EnrolPut grant */
                grant?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolPut. */
            type $Shape = eucora.v1.EnrolPut.$Properties;
        }

        /**
         * Properties of a RenewalRequest.
         * @deprecated Use eucora.v1.RenewalRequest.$Properties instead.
         */
        interface IRenewalRequest extends eucora.v1.RenewalRequest.$Properties {
        }

        /** Represents a RenewalRequest. */
        class RenewalRequest {

            /**
             * Constructs a new RenewalRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.RenewalRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewalRequest version. */
            version: number;

            /** RenewalRequest site. */
            site: string;

            /** RenewalRequest publicKey. */
            publicKey: Uint8Array;

            /** RenewalRequest tlsPublic. */
            tlsPublic: Uint8Array;

            /** RenewalRequest leaf. */
            leaf: Uint8Array;

            /** RenewalRequest asked. */
            asked?: (eucora.v1.TimeAnchor.$Properties|null);

            /**
             * Encodes the specified RenewalRequest message. Does not implicitly {@link eucora.v1.RenewalRequest.verify|verify} messages.
             * @param message RenewalRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.RenewalRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewalRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.RenewalRequest & eucora.v1.RenewalRequest.$Shape} RenewalRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.RenewalRequest & eucora.v1.RenewalRequest.$Shape;
        }

        namespace RenewalRequest {

            /** Properties of a RenewalRequest. */
            interface $Properties {

                /** RenewalRequest version */
                version?: (number|null);

                /** RenewalRequest site */
                site?: (string|null);

                /** RenewalRequest publicKey */
                publicKey?: (Uint8Array|null);

                /** RenewalRequest tlsPublic */
                tlsPublic?: (Uint8Array|null);

                /** RenewalRequest leaf */
                leaf?: (Uint8Array|null);

                /** RenewalRequest asked */
                asked?: (eucora.v1.TimeAnchor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewalRequest. */
            type $Shape = eucora.v1.RenewalRequest.$Properties;
        }

        /**
         * Properties of a RenewalPut.
         * @deprecated Use eucora.v1.RenewalPut.$Properties instead.
         */
        interface IRenewalPut extends eucora.v1.RenewalPut.$Properties {
        }

        /** Represents a RenewalPut. */
        class RenewalPut {

            /**
             * Constructs a new RenewalPut.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.RenewalPut.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewalPut payload. */
            payload: Uint8Array;

            /** RenewalPut signature. */
            signature: Uint8Array;

            /** RenewalPut tlsProof. */
            tlsProof: Uint8Array;

            /**
             * Encodes the specified RenewalPut message. Does not implicitly {@link eucora.v1.RenewalPut.verify|verify} messages.
             * @param message RenewalPut message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.RenewalPut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewalPut message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.RenewalPut & eucora.v1.RenewalPut.$Shape} RenewalPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.RenewalPut & eucora.v1.RenewalPut.$Shape;
        }

        namespace RenewalPut {

            /** Properties of a RenewalPut. */
            interface $Properties {

                /** RenewalPut payload */
                payload?: (Uint8Array|null);

                /** RenewalPut signature */
                signature?: (Uint8Array|null);

                /** RenewalPut tlsProof */
                tlsProof?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewalPut. */
            type $Shape = eucora.v1.RenewalPut.$Properties;
        }

        /**
         * Properties of an Enrolment.
         * @deprecated Use eucora.v1.Enrolment.$Properties instead.
         */
        interface IEnrolment extends eucora.v1.Enrolment.$Properties {
        }

        /** Represents an Enrolment. */
        class Enrolment {

            /**
             * Constructs a new Enrolment.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Enrolment.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Enrolment version. */
            version: number;

            /** Enrolment site. */
            site: string;

            /** Enrolment relayId. */
            relayId: Uint8Array;

            /** Enrolment deviceId. */
            deviceId: Uint8Array;

            /** Enrolment publicKey. */
            publicKey: Uint8Array;

            /** Enrolment simulated. */
            simulated: boolean;

            /** Enrolment run. */
            run: string;

            /** Enrolment issued. */
            issued?: (eucora.v1.TimeAnchor.$Properties|null);

            /**
             * Encodes the specified Enrolment message. Does not implicitly {@link eucora.v1.Enrolment.verify|verify} messages.
             * @param message Enrolment message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Enrolment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Enrolment message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Enrolment & eucora.v1.Enrolment.$Shape} Enrolment
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Enrolment & eucora.v1.Enrolment.$Shape;
        }

        namespace Enrolment {

            /** Properties of an Enrolment. */
            interface $Properties {

                /** Enrolment version */
                version?: (number|null);

                /** Enrolment site */
                site?: (string|null);

                /** Enrolment relayId */
                relayId?: (Uint8Array|null);

                /** Enrolment deviceId */
                deviceId?: (Uint8Array|null);

                /** Enrolment publicKey */
                publicKey?: (Uint8Array|null);

                /** Enrolment simulated */
                simulated?: (boolean|null);

                /** Enrolment run */
                run?: (string|null);

                /** Enrolment issued */
                issued?: (eucora.v1.TimeAnchor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Enrolment. */
            type $Shape = eucora.v1.Enrolment.$Properties;
        }

        /**
         * Properties of an EnrolReply.
         * @deprecated Use eucora.v1.EnrolReply.$Properties instead.
         */
        interface IEnrolReply extends eucora.v1.EnrolReply.$Properties {
        }

        /** Represents an EnrolReply. */
        class EnrolReply {

            /**
             * Constructs a new EnrolReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.EnrolReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolReply enrolment. */
            enrolment: Uint8Array;

            /** EnrolReply certificate. */
            certificate: Uint8Array;

            /** EnrolReply refused. */
            refused: string;

            /** EnrolReply detail. */
            detail: string;

            /** EnrolReply leaf. */
            leaf: Uint8Array;

            /** EnrolReply hubKeys. */
            hubKeys: Uint8Array;

            /**
             * Encodes the specified EnrolReply message. Does not implicitly {@link eucora.v1.EnrolReply.verify|verify} messages.
             * @param message EnrolReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.EnrolReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolReply & eucora.v1.EnrolReply.$Shape} EnrolReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.EnrolReply & eucora.v1.EnrolReply.$Shape;
        }

        namespace EnrolReply {

            /** Properties of an EnrolReply. */
            interface $Properties {

                /** EnrolReply enrolment */
                enrolment?: (Uint8Array|null);

                /** EnrolReply certificate */
                certificate?: (Uint8Array|null);

                /** EnrolReply refused */
                refused?: (string|null);

                /** EnrolReply detail */
                detail?: (string|null);

                /** EnrolReply leaf */
                leaf?: (Uint8Array|null);

                /** EnrolReply hubKeys */
                hubKeys?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolReply. */
            type $Shape = eucora.v1.EnrolReply.$Properties;
        }

        /**
         * Properties of a Revocations.
         * @deprecated Use eucora.v1.Revocations.$Properties instead.
         */
        interface IRevocations extends eucora.v1.Revocations.$Properties {
        }

        /** Represents a Revocations. */
        class Revocations {

            /**
             * Constructs a new Revocations.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Revocations.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Revocations devices. */
            devices: Uint8Array[];

            /** Revocations tokens. */
            tokens: Uint8Array[];

            /** Revocations relays. */
            relays: Uint8Array[];

            /**
             * Encodes the specified Revocations message. Does not implicitly {@link eucora.v1.Revocations.verify|verify} messages.
             * @param message Revocations message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Revocations.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Revocations message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Revocations & eucora.v1.Revocations.$Shape} Revocations
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Revocations & eucora.v1.Revocations.$Shape;
        }

        namespace Revocations {

            /** Properties of a Revocations. */
            interface $Properties {

                /** Revocations devices */
                devices?: (Uint8Array[]|null);

                /** Revocations tokens */
                tokens?: (Uint8Array[]|null);

                /** Revocations relays */
                relays?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Revocations. */
            type $Shape = eucora.v1.Revocations.$Properties;
        }

        /**
         * Properties of a Collection.
         * @deprecated Use eucora.v1.Collection.$Properties instead.
         */
        interface ICollection extends eucora.v1.Collection.$Properties {
        }

        /** Represents a Collection. */
        class Collection {

            /**
             * Constructs a new Collection.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Collection.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Collection settings. */
            settings: eucora.v1.CollectionSetting.$Properties[];

            /**
             * Encodes the specified Collection message. Does not implicitly {@link eucora.v1.Collection.verify|verify} messages.
             * @param message Collection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Collection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Collection message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Collection & eucora.v1.Collection.$Shape} Collection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Collection & eucora.v1.Collection.$Shape;
        }

        namespace Collection {

            /** Properties of a Collection. */
            interface $Properties {

                /** Collection settings */
                settings?: (eucora.v1.CollectionSetting.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Collection. */
            type $Shape = eucora.v1.Collection.$Properties;
        }

        /**
         * Properties of a CollectionSetting.
         * @deprecated Use eucora.v1.CollectionSetting.$Properties instead.
         */
        interface ICollectionSetting extends eucora.v1.CollectionSetting.$Properties {
        }

        /** Represents a CollectionSetting. */
        class CollectionSetting {

            /**
             * Constructs a new CollectionSetting.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CollectionSetting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CollectionSetting item. */
            item: string;

            /** CollectionSetting choice. */
            choice: number;

            /**
             * Encodes the specified CollectionSetting message. Does not implicitly {@link eucora.v1.CollectionSetting.verify|verify} messages.
             * @param message CollectionSetting message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CollectionSetting.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CollectionSetting message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionSetting & eucora.v1.CollectionSetting.$Shape} CollectionSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CollectionSetting & eucora.v1.CollectionSetting.$Shape;
        }

        namespace CollectionSetting {

            /** Properties of a CollectionSetting. */
            interface $Properties {

                /** CollectionSetting item */
                item?: (string|null);

                /** CollectionSetting choice */
                choice?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CollectionSetting. */
            type $Shape = eucora.v1.CollectionSetting.$Properties;
        }

        /**
         * Properties of a CollectionAsk.
         * @deprecated Use eucora.v1.CollectionAsk.$Properties instead.
         */
        interface ICollectionAsk extends eucora.v1.CollectionAsk.$Properties {
        }

        /** Represents a CollectionAsk. */
        class CollectionAsk {

            /**
             * Constructs a new CollectionAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CollectionAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CollectionAsk version. */
            version: number;

            /** CollectionAsk deviceId. */
            deviceId: Uint8Array;

            /** CollectionAsk ledgerEpoch. */
            ledgerEpoch: number;

            /** CollectionAsk generation. */
            generation: number;

            /**
             * Encodes the specified CollectionAsk message. Does not implicitly {@link eucora.v1.CollectionAsk.verify|verify} messages.
             * @param message CollectionAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CollectionAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CollectionAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionAsk & eucora.v1.CollectionAsk.$Shape} CollectionAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CollectionAsk & eucora.v1.CollectionAsk.$Shape;
        }

        namespace CollectionAsk {

            /** Properties of a CollectionAsk. */
            interface $Properties {

                /** CollectionAsk version */
                version?: (number|null);

                /** CollectionAsk deviceId */
                deviceId?: (Uint8Array|null);

                /** CollectionAsk ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** CollectionAsk generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CollectionAsk. */
            type $Shape = eucora.v1.CollectionAsk.$Properties;
        }

        /**
         * Properties of a CollectionReply.
         * @deprecated Use eucora.v1.CollectionReply.$Properties instead.
         */
        interface ICollectionReply extends eucora.v1.CollectionReply.$Properties {
        }

        /** Represents a CollectionReply. */
        class CollectionReply {

            /**
             * Constructs a new CollectionReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CollectionReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CollectionReply document. */
            document: Uint8Array;

            /** CollectionReply held. */
            held: boolean;

            /**
             * Encodes the specified CollectionReply message. Does not implicitly {@link eucora.v1.CollectionReply.verify|verify} messages.
             * @param message CollectionReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CollectionReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CollectionReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionReply & eucora.v1.CollectionReply.$Shape} CollectionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CollectionReply & eucora.v1.CollectionReply.$Shape;
        }

        namespace CollectionReply {

            /** Properties of a CollectionReply. */
            interface $Properties {

                /** CollectionReply document */
                document?: (Uint8Array|null);

                /** CollectionReply held */
                held?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CollectionReply. */
            type $Shape = eucora.v1.CollectionReply.$Properties;
        }

        /**
         * Properties of a CollectionStatement.
         * @deprecated Use eucora.v1.CollectionStatement.$Properties instead.
         */
        interface ICollectionStatement extends eucora.v1.CollectionStatement.$Properties {
        }

        /** Represents a CollectionStatement. */
        class CollectionStatement {

            /**
             * Constructs a new CollectionStatement.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.CollectionStatement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CollectionStatement version. */
            version: number;

            /** CollectionStatement site. */
            site: string;

            /** CollectionStatement ledgerEpoch. */
            ledgerEpoch: number;

            /** CollectionStatement generation. */
            generation: number;

            /** CollectionStatement settings. */
            settings: eucora.v1.CollectionSetting.$Properties[];

            /**
             * Encodes the specified CollectionStatement message. Does not implicitly {@link eucora.v1.CollectionStatement.verify|verify} messages.
             * @param message CollectionStatement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.CollectionStatement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CollectionStatement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionStatement & eucora.v1.CollectionStatement.$Shape} CollectionStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.CollectionStatement & eucora.v1.CollectionStatement.$Shape;
        }

        namespace CollectionStatement {

            /** Properties of a CollectionStatement. */
            interface $Properties {

                /** CollectionStatement version */
                version?: (number|null);

                /** CollectionStatement site */
                site?: (string|null);

                /** CollectionStatement ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** CollectionStatement generation */
                generation?: (number|null);

                /** CollectionStatement settings */
                settings?: (eucora.v1.CollectionSetting.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CollectionStatement. */
            type $Shape = eucora.v1.CollectionStatement.$Properties;
        }

        /**
         * Properties of an Erasures.
         * @deprecated Use eucora.v1.Erasures.$Properties instead.
         */
        interface IErasures extends eucora.v1.Erasures.$Properties {
        }

        /** Represents an Erasures. */
        class Erasures {

            /**
             * Constructs a new Erasures.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Erasures.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Erasures subjects. */
            subjects: Uint8Array[];

            /** Erasures hubBoxPublic. */
            hubBoxPublic: Uint8Array;

            /** Erasures hubBoxNo. */
            hubBoxNo: number;

            /**
             * Encodes the specified Erasures message. Does not implicitly {@link eucora.v1.Erasures.verify|verify} messages.
             * @param message Erasures message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Erasures.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Erasures message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Erasures & eucora.v1.Erasures.$Shape} Erasures
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Erasures & eucora.v1.Erasures.$Shape;
        }

        namespace Erasures {

            /** Properties of an Erasures. */
            interface $Properties {

                /** Erasures subjects */
                subjects?: (Uint8Array[]|null);

                /** Erasures hubBoxPublic */
                hubBoxPublic?: (Uint8Array|null);

                /** Erasures hubBoxNo */
                hubBoxNo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Erasures. */
            type $Shape = eucora.v1.Erasures.$Properties;
        }

        /**
         * Properties of a DocumentAsk.
         * @deprecated Use eucora.v1.DocumentAsk.$Properties instead.
         */
        interface IDocumentAsk extends eucora.v1.DocumentAsk.$Properties {
        }

        /** Represents a DocumentAsk. */
        class DocumentAsk {

            /**
             * Constructs a new DocumentAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DocumentAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DocumentAsk version. */
            version: number;

            /** DocumentAsk deviceId. */
            deviceId: Uint8Array;

            /** DocumentAsk ledgerEpoch. */
            ledgerEpoch: number;

            /** DocumentAsk generation. */
            generation: number;

            /**
             * Encodes the specified DocumentAsk message. Does not implicitly {@link eucora.v1.DocumentAsk.verify|verify} messages.
             * @param message DocumentAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DocumentAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DocumentAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DocumentAsk & eucora.v1.DocumentAsk.$Shape} DocumentAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DocumentAsk & eucora.v1.DocumentAsk.$Shape;
        }

        namespace DocumentAsk {

            /** Properties of a DocumentAsk. */
            interface $Properties {

                /** DocumentAsk version */
                version?: (number|null);

                /** DocumentAsk deviceId */
                deviceId?: (Uint8Array|null);

                /** DocumentAsk ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** DocumentAsk generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DocumentAsk. */
            type $Shape = eucora.v1.DocumentAsk.$Properties;
        }

        /**
         * Properties of a DocumentReply.
         * @deprecated Use eucora.v1.DocumentReply.$Properties instead.
         */
        interface IDocumentReply extends eucora.v1.DocumentReply.$Properties {
        }

        /** Represents a DocumentReply. */
        class DocumentReply {

            /**
             * Constructs a new DocumentReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DocumentReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DocumentReply document. */
            document: Uint8Array;

            /**
             * Encodes the specified DocumentReply message. Does not implicitly {@link eucora.v1.DocumentReply.verify|verify} messages.
             * @param message DocumentReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DocumentReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DocumentReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DocumentReply & eucora.v1.DocumentReply.$Shape} DocumentReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DocumentReply & eucora.v1.DocumentReply.$Shape;
        }

        namespace DocumentReply {

            /** Properties of a DocumentReply. */
            interface $Properties {

                /** DocumentReply document */
                document?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DocumentReply. */
            type $Shape = eucora.v1.DocumentReply.$Properties;
        }

        /**
         * Properties of an ErasureStatement.
         * @deprecated Use eucora.v1.ErasureStatement.$Properties instead.
         */
        interface IErasureStatement extends eucora.v1.ErasureStatement.$Properties {
        }

        /** Represents an ErasureStatement. */
        class ErasureStatement {

            /**
             * Constructs a new ErasureStatement.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ErasureStatement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErasureStatement version. */
            version: number;

            /** ErasureStatement site. */
            site: string;

            /** ErasureStatement ledgerEpoch. */
            ledgerEpoch: number;

            /** ErasureStatement generation. */
            generation: number;

            /** ErasureStatement subjects. */
            subjects: Uint8Array[];

            /**
             * Encodes the specified ErasureStatement message. Does not implicitly {@link eucora.v1.ErasureStatement.verify|verify} messages.
             * @param message ErasureStatement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ErasureStatement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErasureStatement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ErasureStatement & eucora.v1.ErasureStatement.$Shape} ErasureStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ErasureStatement & eucora.v1.ErasureStatement.$Shape;
        }

        namespace ErasureStatement {

            /** Properties of an ErasureStatement. */
            interface $Properties {

                /** ErasureStatement version */
                version?: (number|null);

                /** ErasureStatement site */
                site?: (string|null);

                /** ErasureStatement ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** ErasureStatement generation */
                generation?: (number|null);

                /** ErasureStatement subjects */
                subjects?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErasureStatement. */
            type $Shape = eucora.v1.ErasureStatement.$Properties;
        }

        /**
         * Properties of an ErasureMark.
         * @deprecated Use eucora.v1.ErasureMark.$Properties instead.
         */
        interface IErasureMark extends eucora.v1.ErasureMark.$Properties {
        }

        /** Represents an ErasureMark. */
        class ErasureMark {

            /**
             * Constructs a new ErasureMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.ErasureMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErasureMark ledgerEpoch. */
            ledgerEpoch: number;

            /** ErasureMark generation. */
            generation: number;

            /** ErasureMark hubBoxNo. */
            hubBoxNo: number;

            /**
             * Encodes the specified ErasureMark message. Does not implicitly {@link eucora.v1.ErasureMark.verify|verify} messages.
             * @param message ErasureMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.ErasureMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErasureMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.ErasureMark & eucora.v1.ErasureMark.$Shape} ErasureMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.ErasureMark & eucora.v1.ErasureMark.$Shape;
        }

        namespace ErasureMark {

            /** Properties of an ErasureMark. */
            interface $Properties {

                /** ErasureMark ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** ErasureMark generation */
                generation?: (number|null);

                /** ErasureMark hubBoxNo */
                hubBoxNo?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErasureMark. */
            type $Shape = eucora.v1.ErasureMark.$Properties;
        }

        /**
         * Properties of a HubSuccession.
         * @deprecated Use eucora.v1.HubSuccession.$Properties instead.
         */
        interface IHubSuccession extends eucora.v1.HubSuccession.$Properties {
        }

        /** Represents a HubSuccession. */
        class HubSuccession {

            /**
             * Constructs a new HubSuccession.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.HubSuccession.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HubSuccession version. */
            version: number;

            /** HubSuccession number. */
            number: number;

            /** HubSuccession fromPublic. */
            fromPublic: Uint8Array;

            /** HubSuccession toPublic. */
            toPublic: Uint8Array;

            /** HubSuccession prevHash. */
            prevHash: Uint8Array;

            /** HubSuccession issuedMs. */
            issuedMs: number;

            /** HubSuccession grantsUntilMs. */
            grantsUntilMs: number;

            /**
             * Encodes the specified HubSuccession message. Does not implicitly {@link eucora.v1.HubSuccession.verify|verify} messages.
             * @param message HubSuccession message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.HubSuccession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HubSuccession message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.HubSuccession & eucora.v1.HubSuccession.$Shape} HubSuccession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.HubSuccession & eucora.v1.HubSuccession.$Shape;
        }

        namespace HubSuccession {

            /** Properties of a HubSuccession. */
            interface $Properties {

                /** HubSuccession version */
                version?: (number|null);

                /** HubSuccession number */
                number?: (number|null);

                /** HubSuccession fromPublic */
                fromPublic?: (Uint8Array|null);

                /** HubSuccession toPublic */
                toPublic?: (Uint8Array|null);

                /** HubSuccession prevHash */
                prevHash?: (Uint8Array|null);

                /** HubSuccession issuedMs */
                issuedMs?: (number|null);

                /** HubSuccession grantsUntilMs */
                grantsUntilMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HubSuccession. */
            type $Shape = eucora.v1.HubSuccession.$Properties;
        }

        /**
         * Properties of a HubKeys.
         * @deprecated Use eucora.v1.HubKeys.$Properties instead.
         */
        interface IHubKeys extends eucora.v1.HubKeys.$Properties {
        }

        /** Represents a HubKeys. */
        class HubKeys {

            /**
             * Constructs a new HubKeys.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.HubKeys.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HubKeys version. */
            version: number;

            /** HubKeys successions. */
            successions: Uint8Array[];

            /**
             * Encodes the specified HubKeys message. Does not implicitly {@link eucora.v1.HubKeys.verify|verify} messages.
             * @param message HubKeys message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.HubKeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HubKeys message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.HubKeys & eucora.v1.HubKeys.$Shape} HubKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.HubKeys & eucora.v1.HubKeys.$Shape;
        }

        namespace HubKeys {

            /** Properties of a HubKeys. */
            interface $Properties {

                /** HubKeys version */
                version?: (number|null);

                /** HubKeys successions */
                successions?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HubKeys. */
            type $Shape = eucora.v1.HubKeys.$Properties;
        }

        /**
         * Properties of a HubKeyMark.
         * @deprecated Use eucora.v1.HubKeyMark.$Properties instead.
         */
        interface IHubKeyMark extends eucora.v1.HubKeyMark.$Properties {
        }

        /** Represents a HubKeyMark. */
        class HubKeyMark {

            /**
             * Constructs a new HubKeyMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.HubKeyMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HubKeyMark number. */
            number: number;

            /** HubKeyMark hash. */
            hash: Uint8Array;

            /** HubKeyMark contradicting. */
            contradicting: number;

            /**
             * Encodes the specified HubKeyMark message. Does not implicitly {@link eucora.v1.HubKeyMark.verify|verify} messages.
             * @param message HubKeyMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.HubKeyMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HubKeyMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.HubKeyMark & eucora.v1.HubKeyMark.$Shape} HubKeyMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.HubKeyMark & eucora.v1.HubKeyMark.$Shape;
        }

        namespace HubKeyMark {

            /** Properties of a HubKeyMark. */
            interface $Properties {

                /** HubKeyMark number */
                number?: (number|null);

                /** HubKeyMark hash */
                hash?: (Uint8Array|null);

                /** HubKeyMark contradicting */
                contradicting?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HubKeyMark. */
            type $Shape = eucora.v1.HubKeyMark.$Properties;
        }

        /**
         * Properties of a JournalPosition.
         * @deprecated Use eucora.v1.JournalPosition.$Properties instead.
         */
        interface IJournalPosition extends eucora.v1.JournalPosition.$Properties {
        }

        /** Represents a JournalPosition. */
        class JournalPosition {

            /**
             * Constructs a new JournalPosition.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.JournalPosition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalPosition relayId. */
            relayId: Uint8Array;

            /** JournalPosition incarnation. */
            incarnation: Uint8Array;

            /** JournalPosition position. */
            position: number;

            /**
             * Encodes the specified JournalPosition message. Does not implicitly {@link eucora.v1.JournalPosition.verify|verify} messages.
             * @param message JournalPosition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.JournalPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalPosition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.JournalPosition & eucora.v1.JournalPosition.$Shape} JournalPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.JournalPosition & eucora.v1.JournalPosition.$Shape;
        }

        namespace JournalPosition {

            /** Properties of a JournalPosition. */
            interface $Properties {

                /** JournalPosition relayId */
                relayId?: (Uint8Array|null);

                /** JournalPosition incarnation */
                incarnation?: (Uint8Array|null);

                /** JournalPosition position */
                position?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalPosition. */
            type $Shape = eucora.v1.JournalPosition.$Properties;
        }

        /**
         * Properties of an Offer.
         * @deprecated Use eucora.v1.Offer.$Properties instead.
         */
        interface IOffer extends eucora.v1.Offer.$Properties {
        }

        /** Represents an Offer. */
        class Offer {

            /**
             * Constructs a new Offer.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Offer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Offer version. */
            version: number;

            /** Offer deviceId. */
            deviceId: Uint8Array;

            /** Offer incarnation. */
            incarnation: Uint8Array;

            /** Offer lane. */
            lane: eucora.v1.Lane;

            /** Offer first. */
            first: number;

            /** Offer last. */
            last: number;

            /** Offer bytes. */
            bytes: number;

            /** Offer seen. */
            seen?: (eucora.v1.JournalPosition.$Properties|null);

            /**
             * Encodes the specified Offer message. Does not implicitly {@link eucora.v1.Offer.verify|verify} messages.
             * @param message Offer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Offer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Offer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Offer & eucora.v1.Offer.$Shape} Offer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Offer & eucora.v1.Offer.$Shape;
        }

        namespace Offer {

            /** Properties of an Offer. */
            interface $Properties {

                /** Offer version */
                version?: (number|null);

                /** Offer deviceId */
                deviceId?: (Uint8Array|null);

                /** Offer incarnation */
                incarnation?: (Uint8Array|null);

                /** Offer lane */
                lane?: (eucora.v1.Lane|null);

                /** Offer first */
                first?: (number|null);

                /** Offer last */
                last?: (number|null);

                /** Offer bytes */
                bytes?: (number|null);

                /** Offer seen */
                seen?: (eucora.v1.JournalPosition.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Offer. */
            type $Shape = eucora.v1.Offer.$Properties;
        }

        /**
         * Properties of an OfferReply.
         * @deprecated Use eucora.v1.OfferReply.$Properties instead.
         */
        interface IOfferReply extends eucora.v1.OfferReply.$Properties {
        }

        /** Represents an OfferReply. */
        class OfferReply {

            /**
             * Constructs a new OfferReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.OfferReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OfferReply grant. */
            grant: number;

            /** OfferReply retryAfterMs. */
            retryAfterMs: number;

            /** OfferReply refused. */
            refused: string;

            /** OfferReply detail. */
            detail: string;

            /** OfferReply head. */
            head?: (eucora.v1.JournalPosition.$Properties|null);

            /** OfferReply journalledThrough. */
            journalledThrough: number;

            /** OfferReply committedThrough. */
            committedThrough: number;

            /**
             * Encodes the specified OfferReply message. Does not implicitly {@link eucora.v1.OfferReply.verify|verify} messages.
             * @param message OfferReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.OfferReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OfferReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.OfferReply & eucora.v1.OfferReply.$Shape} OfferReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.OfferReply & eucora.v1.OfferReply.$Shape;
        }

        namespace OfferReply {

            /** Properties of an OfferReply. */
            interface $Properties {

                /** OfferReply grant */
                grant?: (number|null);

                /** OfferReply retryAfterMs */
                retryAfterMs?: (number|null);

                /** OfferReply refused */
                refused?: (string|null);

                /** OfferReply detail */
                detail?: (string|null);

                /** OfferReply head */
                head?: (eucora.v1.JournalPosition.$Properties|null);

                /** OfferReply journalledThrough */
                journalledThrough?: (number|null);

                /** OfferReply committedThrough */
                committedThrough?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OfferReply. */
            type $Shape = eucora.v1.OfferReply.$Properties;
        }

        /**
         * Properties of a BatchPut.
         * @deprecated Use eucora.v1.BatchPut.$Properties instead.
         */
        interface IBatchPut extends eucora.v1.BatchPut.$Properties {
        }

        /** Represents a BatchPut. */
        class BatchPut {

            /**
             * Constructs a new BatchPut.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.BatchPut.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchPut version. */
            version: number;

            /** BatchPut grant. */
            grant: number;

            /** BatchPut batch. */
            batch: Uint8Array;

            /** BatchPut nextBytes. */
            nextBytes: number;

            /**
             * Encodes the specified BatchPut message. Does not implicitly {@link eucora.v1.BatchPut.verify|verify} messages.
             * @param message BatchPut message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.BatchPut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchPut message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.BatchPut & eucora.v1.BatchPut.$Shape} BatchPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.BatchPut & eucora.v1.BatchPut.$Shape;
        }

        namespace BatchPut {

            /** Properties of a BatchPut. */
            interface $Properties {

                /** BatchPut version */
                version?: (number|null);

                /** BatchPut grant */
                grant?: (number|null);

                /** BatchPut batch */
                batch?: (Uint8Array|null);

                /** BatchPut nextBytes */
                nextBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchPut. */
            type $Shape = eucora.v1.BatchPut.$Properties;
        }

        /**
         * Properties of a BatchReply.
         * @deprecated Use eucora.v1.BatchReply.$Properties instead.
         */
        interface IBatchReply extends eucora.v1.BatchReply.$Properties {
        }

        /** Represents a BatchReply. */
        class BatchReply {

            /**
             * Constructs a new BatchReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.BatchReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchReply position. */
            position?: (eucora.v1.JournalPosition.$Properties|null);

            /** BatchReply duplicate. */
            duplicate: boolean;

            /** BatchReply refused. */
            refused: string;

            /** BatchReply detail. */
            detail: string;

            /** BatchReply journalledThrough. */
            journalledThrough: number;

            /** BatchReply committedThrough. */
            committedThrough: number;

            /** BatchReply nextGrant. */
            nextGrant: number;

            /**
             * Encodes the specified BatchReply message. Does not implicitly {@link eucora.v1.BatchReply.verify|verify} messages.
             * @param message BatchReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.BatchReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.BatchReply & eucora.v1.BatchReply.$Shape} BatchReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.BatchReply & eucora.v1.BatchReply.$Shape;
        }

        namespace BatchReply {

            /** Properties of a BatchReply. */
            interface $Properties {

                /** BatchReply position */
                position?: (eucora.v1.JournalPosition.$Properties|null);

                /** BatchReply duplicate */
                duplicate?: (boolean|null);

                /** BatchReply refused */
                refused?: (string|null);

                /** BatchReply detail */
                detail?: (string|null);

                /** BatchReply journalledThrough */
                journalledThrough?: (number|null);

                /** BatchReply committedThrough */
                committedThrough?: (number|null);

                /** BatchReply nextGrant */
                nextGrant?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchReply. */
            type $Shape = eucora.v1.BatchReply.$Properties;
        }

        /**
         * Properties of a DesiredManifest.
         * @deprecated Use eucora.v1.DesiredManifest.$Properties instead.
         */
        interface IDesiredManifest extends eucora.v1.DesiredManifest.$Properties {
        }

        /** Represents a DesiredManifest. */
        class DesiredManifest {

            /**
             * Constructs a new DesiredManifest.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DesiredManifest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredManifest slices. */
            slices: number;

            /** DesiredManifest lease. */
            lease?: (eucora.v1.LeaseTerms.$Properties|null);

            /**
             * Encodes the specified DesiredManifest message. Does not implicitly {@link eucora.v1.DesiredManifest.verify|verify} messages.
             * @param message DesiredManifest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DesiredManifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredManifest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredManifest & eucora.v1.DesiredManifest.$Shape} DesiredManifest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DesiredManifest & eucora.v1.DesiredManifest.$Shape;
        }

        namespace DesiredManifest {

            /** Properties of a DesiredManifest. */
            interface $Properties {

                /** DesiredManifest slices */
                slices?: (number|null);

                /** DesiredManifest lease */
                lease?: (eucora.v1.LeaseTerms.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredManifest. */
            type $Shape = eucora.v1.DesiredManifest.$Properties;
        }

        /**
         * Properties of a LeaseTerms.
         * @deprecated Use eucora.v1.LeaseTerms.$Properties instead.
         */
        interface ILeaseTerms extends eucora.v1.LeaseTerms.$Properties {
        }

        /** Represents a LeaseTerms. */
        class LeaseTerms {

            /**
             * Constructs a new LeaseTerms.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.LeaseTerms.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LeaseTerms freshMs. */
            freshMs: number;

            /** LeaseTerms graceMs. */
            graceMs: number;

            /** LeaseTerms holdMs. */
            holdMs: number;

            /**
             * Encodes the specified LeaseTerms message. Does not implicitly {@link eucora.v1.LeaseTerms.verify|verify} messages.
             * @param message LeaseTerms message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.LeaseTerms.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LeaseTerms message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.LeaseTerms & eucora.v1.LeaseTerms.$Shape} LeaseTerms
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.LeaseTerms & eucora.v1.LeaseTerms.$Shape;
        }

        namespace LeaseTerms {

            /** Properties of a LeaseTerms. */
            interface $Properties {

                /** LeaseTerms freshMs */
                freshMs?: (number|null);

                /** LeaseTerms graceMs */
                graceMs?: (number|null);

                /** LeaseTerms holdMs */
                holdMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LeaseTerms. */
            type $Shape = eucora.v1.LeaseTerms.$Properties;
        }

        /**
         * Properties of a DesiredSlice.
         * @deprecated Use eucora.v1.DesiredSlice.$Properties instead.
         */
        interface IDesiredSlice extends eucora.v1.DesiredSlice.$Properties {
        }

        /** Represents a DesiredSlice. */
        class DesiredSlice {

            /**
             * Constructs a new DesiredSlice.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DesiredSlice.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredSlice version. */
            version: number;

            /** DesiredSlice deviceId. */
            deviceId: Uint8Array;

            /** DesiredSlice items. */
            items: eucora.v1.DesiredItem.$Properties[];

            /**
             * Encodes the specified DesiredSlice message. Does not implicitly {@link eucora.v1.DesiredSlice.verify|verify} messages.
             * @param message DesiredSlice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DesiredSlice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredSlice message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredSlice & eucora.v1.DesiredSlice.$Shape} DesiredSlice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DesiredSlice & eucora.v1.DesiredSlice.$Shape;
        }

        namespace DesiredSlice {

            /** Properties of a DesiredSlice. */
            interface $Properties {

                /** DesiredSlice version */
                version?: (number|null);

                /** DesiredSlice deviceId */
                deviceId?: (Uint8Array|null);

                /** DesiredSlice items */
                items?: (eucora.v1.DesiredItem.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredSlice. */
            type $Shape = eucora.v1.DesiredSlice.$Properties;
        }

        /**
         * Properties of a DesiredItem.
         * @deprecated Use eucora.v1.DesiredItem.$Properties instead.
         */
        interface IDesiredItem extends eucora.v1.DesiredItem.$Properties {
        }

        /** Represents a DesiredItem. */
        class DesiredItem {

            /**
             * Constructs a new DesiredItem.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DesiredItem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredItem assignment. */
            assignment: Uint8Array;

            /** DesiredItem packageName. */
            packageName: string;

            /** DesiredItem format. */
            format: string;

            /** DesiredItem action. */
            action: string;

            /** DesiredItem packageVersion. */
            packageVersion: string;

            /** DesiredItem artifact. */
            artifact?: (eucora.v1.Artifact.$Properties|null);

            /** DesiredItem rollback. */
            rollback: boolean;

            /** DesiredItem security. */
            security: boolean;

            /** DesiredItem ring. */
            ring: number;

            /** DesiredItem plane. */
            plane: string;

            /** DesiredItem notBeforeMs. */
            notBeforeMs: number;

            /** DesiredItem deadlineMs. */
            deadlineMs: number;

            /** DesiredItem windows. */
            windows: eucora.v1.MaintenanceWindow.$Properties[];

            /** DesiredItem before. */
            before: eucora.v1.HealthCheck.$Properties[];

            /** DesiredItem after. */
            after: eucora.v1.HealthCheck.$Properties[];

            /** DesiredItem attemptsMax. */
            attemptsMax: number;

            /**
             * Encodes the specified DesiredItem message. Does not implicitly {@link eucora.v1.DesiredItem.verify|verify} messages.
             * @param message DesiredItem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DesiredItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredItem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredItem & eucora.v1.DesiredItem.$Shape} DesiredItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DesiredItem & eucora.v1.DesiredItem.$Shape;
        }

        namespace DesiredItem {

            /** Properties of a DesiredItem. */
            interface $Properties {

                /** DesiredItem assignment */
                assignment?: (Uint8Array|null);

                /** DesiredItem packageName */
                packageName?: (string|null);

                /** DesiredItem format */
                format?: (string|null);

                /** DesiredItem action */
                action?: (string|null);

                /** DesiredItem packageVersion */
                packageVersion?: (string|null);

                /** DesiredItem artifact */
                artifact?: (eucora.v1.Artifact.$Properties|null);

                /** DesiredItem rollback */
                rollback?: (boolean|null);

                /** DesiredItem security */
                security?: (boolean|null);

                /** DesiredItem ring */
                ring?: (number|null);

                /** DesiredItem plane */
                plane?: (string|null);

                /** DesiredItem notBeforeMs */
                notBeforeMs?: (number|null);

                /** DesiredItem deadlineMs */
                deadlineMs?: (number|null);

                /** DesiredItem windows */
                windows?: (eucora.v1.MaintenanceWindow.$Properties[]|null);

                /** DesiredItem before */
                before?: (eucora.v1.HealthCheck.$Properties[]|null);

                /** DesiredItem after */
                after?: (eucora.v1.HealthCheck.$Properties[]|null);

                /** DesiredItem attemptsMax */
                attemptsMax?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredItem. */
            type $Shape = eucora.v1.DesiredItem.$Properties;
        }

        /**
         * Properties of an Artifact.
         * @deprecated Use eucora.v1.Artifact.$Properties instead.
         */
        interface IArtifact extends eucora.v1.Artifact.$Properties {
        }

        /** Represents an Artifact. */
        class Artifact {

            /**
             * Constructs a new Artifact.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.Artifact.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Artifact targetPath. */
            targetPath: string;

            /** Artifact sha256. */
            sha256: Uint8Array;

            /** Artifact bytes. */
            bytes: number;

            /** Artifact chunkListSha256. */
            chunkListSha256: Uint8Array;

            /**
             * Encodes the specified Artifact message. Does not implicitly {@link eucora.v1.Artifact.verify|verify} messages.
             * @param message Artifact message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.Artifact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Artifact message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.Artifact & eucora.v1.Artifact.$Shape} Artifact
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.Artifact & eucora.v1.Artifact.$Shape;
        }

        namespace Artifact {

            /** Properties of an Artifact. */
            interface $Properties {

                /** Artifact targetPath */
                targetPath?: (string|null);

                /** Artifact sha256 */
                sha256?: (Uint8Array|null);

                /** Artifact bytes */
                bytes?: (number|null);

                /** Artifact chunkListSha256 */
                chunkListSha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Artifact. */
            type $Shape = eucora.v1.Artifact.$Properties;
        }

        /**
         * Properties of a MaintenanceWindow.
         * @deprecated Use eucora.v1.MaintenanceWindow.$Properties instead.
         */
        interface IMaintenanceWindow extends eucora.v1.MaintenanceWindow.$Properties {
        }

        /** Represents a MaintenanceWindow. */
        class MaintenanceWindow {

            /**
             * Constructs a new MaintenanceWindow.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.MaintenanceWindow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MaintenanceWindow days. */
            days: number[];

            /** MaintenanceWindow fromMinute. */
            fromMinute: number;

            /** MaintenanceWindow minutes. */
            minutes: number;

            /**
             * Encodes the specified MaintenanceWindow message. Does not implicitly {@link eucora.v1.MaintenanceWindow.verify|verify} messages.
             * @param message MaintenanceWindow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.MaintenanceWindow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MaintenanceWindow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.MaintenanceWindow & eucora.v1.MaintenanceWindow.$Shape} MaintenanceWindow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.MaintenanceWindow & eucora.v1.MaintenanceWindow.$Shape;
        }

        namespace MaintenanceWindow {

            /** Properties of a MaintenanceWindow. */
            interface $Properties {

                /** MaintenanceWindow days */
                days?: (number[]|null);

                /** MaintenanceWindow fromMinute */
                fromMinute?: (number|null);

                /** MaintenanceWindow minutes */
                minutes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MaintenanceWindow. */
            type $Shape = eucora.v1.MaintenanceWindow.$Properties;
        }

        /**
         * Properties of a HealthCheck.
         * @deprecated Use eucora.v1.HealthCheck.$Properties instead.
         */
        interface IHealthCheck extends eucora.v1.HealthCheck.$Properties {
        }

        /** Represents a HealthCheck. */
        class HealthCheck {

            /**
             * Constructs a new HealthCheck.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.HealthCheck.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HealthCheck kind. */
            kind: string;

            /** HealthCheck subject. */
            subject: string;

            /** HealthCheck port. */
            port: number;

            /** HealthCheck args. */
            args: string[];

            /** HealthCheck timeoutMs. */
            timeoutMs: number;

            /**
             * Encodes the specified HealthCheck message. Does not implicitly {@link eucora.v1.HealthCheck.verify|verify} messages.
             * @param message HealthCheck message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.HealthCheck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HealthCheck message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.HealthCheck & eucora.v1.HealthCheck.$Shape} HealthCheck
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.HealthCheck & eucora.v1.HealthCheck.$Shape;
        }

        namespace HealthCheck {

            /** Properties of a HealthCheck. */
            interface $Properties {

                /** HealthCheck kind */
                kind?: (string|null);

                /** HealthCheck subject */
                subject?: (string|null);

                /** HealthCheck port */
                port?: (number|null);

                /** HealthCheck args */
                args?: (string[]|null);

                /** HealthCheck timeoutMs */
                timeoutMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HealthCheck. */
            type $Shape = eucora.v1.HealthCheck.$Properties;
        }

        /**
         * Properties of a DesiredAsk.
         * @deprecated Use eucora.v1.DesiredAsk.$Properties instead.
         */
        interface IDesiredAsk extends eucora.v1.DesiredAsk.$Properties {
        }

        /** Represents a DesiredAsk. */
        class DesiredAsk {

            /**
             * Constructs a new DesiredAsk.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DesiredAsk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredAsk version. */
            version: number;

            /** DesiredAsk deviceId. */
            deviceId: Uint8Array;

            /** DesiredAsk ledgerEpoch. */
            ledgerEpoch: number;

            /** DesiredAsk generation. */
            generation: number;

            /** DesiredAsk approved. */
            approved: boolean;

            /**
             * Encodes the specified DesiredAsk message. Does not implicitly {@link eucora.v1.DesiredAsk.verify|verify} messages.
             * @param message DesiredAsk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DesiredAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredAsk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredAsk & eucora.v1.DesiredAsk.$Shape} DesiredAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DesiredAsk & eucora.v1.DesiredAsk.$Shape;
        }

        namespace DesiredAsk {

            /** Properties of a DesiredAsk. */
            interface $Properties {

                /** DesiredAsk version */
                version?: (number|null);

                /** DesiredAsk deviceId */
                deviceId?: (Uint8Array|null);

                /** DesiredAsk ledgerEpoch */
                ledgerEpoch?: (number|null);

                /** DesiredAsk generation */
                generation?: (number|null);

                /** DesiredAsk approved */
                approved?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredAsk. */
            type $Shape = eucora.v1.DesiredAsk.$Properties;
        }

        /**
         * Properties of a DesiredReply.
         * @deprecated Use eucora.v1.DesiredReply.$Properties instead.
         */
        interface IDesiredReply extends eucora.v1.DesiredReply.$Properties {
        }

        /** Represents a DesiredReply. */
        class DesiredReply {

            /**
             * Constructs a new DesiredReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DesiredReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredReply manifest. */
            manifest: Uint8Array;

            /** DesiredReply slice. */
            slice: Uint8Array;

            /** DesiredReply proof. */
            proof?: (eucora.v1.MerkleProof.$Properties|null);

            /** DesiredReply held. */
            held: boolean;

            /**
             * Encodes the specified DesiredReply message. Does not implicitly {@link eucora.v1.DesiredReply.verify|verify} messages.
             * @param message DesiredReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DesiredReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredReply & eucora.v1.DesiredReply.$Shape} DesiredReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DesiredReply & eucora.v1.DesiredReply.$Shape;
        }

        namespace DesiredReply {

            /** Properties of a DesiredReply. */
            interface $Properties {

                /** DesiredReply manifest */
                manifest?: (Uint8Array|null);

                /** DesiredReply slice */
                slice?: (Uint8Array|null);

                /** DesiredReply proof */
                proof?: (eucora.v1.MerkleProof.$Properties|null);

                /** DesiredReply held */
                held?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredReply. */
            type $Shape = eucora.v1.DesiredReply.$Properties;
        }

        /**
         * Properties of a DeploymentReport.
         * @deprecated Use eucora.v1.DeploymentReport.$Properties instead.
         */
        interface IDeploymentReport extends eucora.v1.DeploymentReport.$Properties {
        }

        /** Represents a DeploymentReport. */
        class DeploymentReport {

            /**
             * Constructs a new DeploymentReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DeploymentReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeploymentReport version. */
            version: number;

            /** DeploymentReport assignment. */
            assignment: Uint8Array;

            /** DeploymentReport packageName. */
            packageName: string;

            /** DeploymentReport packageVersion. */
            packageVersion: string;

            /** DeploymentReport generation. */
            generation: number;

            /** DeploymentReport step. */
            step: string;

            /** DeploymentReport code. */
            code: string;

            /** DeploymentReport detail. */
            detail: string;

            /** DeploymentReport attempt. */
            attempt: number;

            /**
             * Encodes the specified DeploymentReport message. Does not implicitly {@link eucora.v1.DeploymentReport.verify|verify} messages.
             * @param message DeploymentReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DeploymentReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeploymentReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DeploymentReport & eucora.v1.DeploymentReport.$Shape} DeploymentReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DeploymentReport & eucora.v1.DeploymentReport.$Shape;
        }

        namespace DeploymentReport {

            /** Properties of a DeploymentReport. */
            interface $Properties {

                /** DeploymentReport version */
                version?: (number|null);

                /** DeploymentReport assignment */
                assignment?: (Uint8Array|null);

                /** DeploymentReport packageName */
                packageName?: (string|null);

                /** DeploymentReport packageVersion */
                packageVersion?: (string|null);

                /** DeploymentReport generation */
                generation?: (number|null);

                /** DeploymentReport step */
                step?: (string|null);

                /** DeploymentReport code */
                code?: (string|null);

                /** DeploymentReport detail */
                detail?: (string|null);

                /** DeploymentReport attempt */
                attempt?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeploymentReport. */
            type $Shape = eucora.v1.DeploymentReport.$Properties;
        }

        /**
         * Properties of a DeploymentAttestation.
         * @deprecated Use eucora.v1.DeploymentAttestation.$Properties instead.
         */
        interface IDeploymentAttestation extends eucora.v1.DeploymentAttestation.$Properties {
        }

        /** Represents a DeploymentAttestation. */
        class DeploymentAttestation {

            /**
             * Constructs a new DeploymentAttestation.
             * @param [properties] Properties to set
             */
            constructor(properties?: eucora.v1.DeploymentAttestation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeploymentAttestation version. */
            version: number;

            /** DeploymentAttestation assignment. */
            assignment: Uint8Array;

            /** DeploymentAttestation packageName. */
            packageName: string;

            /** DeploymentAttestation packageVersion. */
            packageVersion: string;

            /** DeploymentAttestation bootId. */
            bootId: Uint8Array;

            /** DeploymentAttestation generation. */
            generation: number;

            /**
             * Encodes the specified DeploymentAttestation message. Does not implicitly {@link eucora.v1.DeploymentAttestation.verify|verify} messages.
             * @param message DeploymentAttestation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: eucora.v1.DeploymentAttestation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeploymentAttestation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {eucora.v1.DeploymentAttestation & eucora.v1.DeploymentAttestation.$Shape} DeploymentAttestation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eucora.v1.DeploymentAttestation & eucora.v1.DeploymentAttestation.$Shape;
        }

        namespace DeploymentAttestation {

            /** Properties of a DeploymentAttestation. */
            interface $Properties {

                /** DeploymentAttestation version */
                version?: (number|null);

                /** DeploymentAttestation assignment */
                assignment?: (Uint8Array|null);

                /** DeploymentAttestation packageName */
                packageName?: (string|null);

                /** DeploymentAttestation packageVersion */
                packageVersion?: (string|null);

                /** DeploymentAttestation bootId */
                bootId?: (Uint8Array|null);

                /** DeploymentAttestation generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeploymentAttestation. */
            type $Shape = eucora.v1.DeploymentAttestation.$Properties;
        }
    }
}
