/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";
$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const eucora = $root.eucora = (() => {

    /**
     * Namespace eucora.
     * @exports eucora
     * @namespace
     */
    const eucora = {};

    eucora.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof eucora
         * @namespace
         */
        const v1 = {};

        /**
         * Lane enum.
         * @name eucora.v1.Lane
         * @enum {number}
         * @property {number} LANE_UNSPECIFIED=0 LANE_UNSPECIFIED value
         * @property {number} LANE_URGENT=1 LANE_URGENT value
         * @property {number} LANE_LEDGER=2 LANE_LEDGER value
         * @property {number} LANE_BULK=3 LANE_BULK value
         */
        v1.Lane = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "LANE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "LANE_URGENT"] = 1;
            values[valuesById[2] = "LANE_LEDGER"] = 2;
            values[valuesById[3] = "LANE_BULK"] = 3;
            return values;
        })();

        v1.TimeAnchor = (function() {

            /**
             * Properties of a TimeAnchor.
             * @typedef {Object} eucora.v1.TimeAnchor.$Properties
             * @property {Uint8Array|null} [bootId] TimeAnchor bootId
             * @property {number|null} [boottimeMs] TimeAnchor boottimeMs
             * @property {number|null} [wallMs] TimeAnchor wallMs
             * @property {number|null} [loMs] TimeAnchor loMs
             * @property {number|null} [hiMs] TimeAnchor hiMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TimeAnchor.
             * @memberof eucora.v1
             * @interface ITimeAnchor
             * @augments eucora.v1.TimeAnchor.$Properties
             * @deprecated Use eucora.v1.TimeAnchor.$Properties instead.
             */

            /**
             * Shape of a TimeAnchor.
             * @typedef {eucora.v1.TimeAnchor.$Properties} eucora.v1.TimeAnchor.$Shape
             */

            /**
             * Constructs a new TimeAnchor.
             * @memberof eucora.v1
             * @classdesc Represents a TimeAnchor.
             * @constructor
             * @param {eucora.v1.TimeAnchor.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TimeAnchor = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TimeAnchor bootId.
             * @member {Uint8Array} bootId
             * @memberof eucora.v1.TimeAnchor
             * @instance
             */
            TimeAnchor.prototype.bootId = $util.newBuffer([]);

            /**
             * TimeAnchor boottimeMs.
             * @member {number} boottimeMs
             * @memberof eucora.v1.TimeAnchor
             * @instance
             */
            TimeAnchor.prototype.boottimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TimeAnchor wallMs.
             * @member {number} wallMs
             * @memberof eucora.v1.TimeAnchor
             * @instance
             */
            TimeAnchor.prototype.wallMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TimeAnchor loMs.
             * @member {number} loMs
             * @memberof eucora.v1.TimeAnchor
             * @instance
             */
            TimeAnchor.prototype.loMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TimeAnchor hiMs.
             * @member {number} hiMs
             * @memberof eucora.v1.TimeAnchor
             * @instance
             */
            TimeAnchor.prototype.hiMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified TimeAnchor message. Does not implicitly {@link eucora.v1.TimeAnchor.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.TimeAnchor
             * @static
             * @param {eucora.v1.TimeAnchor.$Properties} message TimeAnchor message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TimeAnchor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bootId);
                if (message.boottimeMs != null && $Object.hasOwnProperty.call(message, "boottimeMs") && (typeof message.boottimeMs === "object" ? message.boottimeMs.low || message.boottimeMs.high : message.boottimeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.boottimeMs);
                if (message.wallMs != null && $Object.hasOwnProperty.call(message, "wallMs") && (typeof message.wallMs === "object" ? message.wallMs.low || message.wallMs.high : message.wallMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.wallMs);
                if (message.loMs != null && $Object.hasOwnProperty.call(message, "loMs") && (typeof message.loMs === "object" ? message.loMs.low || message.loMs.high : message.loMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.loMs);
                if (message.hiMs != null && $Object.hasOwnProperty.call(message, "hiMs") && (typeof message.hiMs === "object" ? message.hiMs.low || message.hiMs.high : message.hiMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.hiMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TimeAnchor message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.TimeAnchor
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.TimeAnchor & eucora.v1.TimeAnchor.$Shape} TimeAnchor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TimeAnchor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.TimeAnchor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.boottimeMs = value;
                            else
                                delete message.boottimeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.wallMs = value;
                            else
                                delete message.wallMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.loMs = value;
                            else
                                delete message.loMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.hiMs = value;
                            else
                                delete message.hiMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TimeAnchor;
        })();

        v1.IncarnationParent = (function() {

            /**
             * Properties of an IncarnationParent.
             * @typedef {Object} eucora.v1.IncarnationParent.$Properties
             * @property {Uint8Array|null} [incarnation] IncarnationParent incarnation
             * @property {number|null} [lastSeq] IncarnationParent lastSeq
             * @property {Uint8Array|null} [lastHash] IncarnationParent lastHash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IncarnationParent.
             * @memberof eucora.v1
             * @interface IIncarnationParent
             * @augments eucora.v1.IncarnationParent.$Properties
             * @deprecated Use eucora.v1.IncarnationParent.$Properties instead.
             */

            /**
             * Shape of an IncarnationParent.
             * @typedef {eucora.v1.IncarnationParent.$Properties} eucora.v1.IncarnationParent.$Shape
             */

            /**
             * Constructs a new IncarnationParent.
             * @memberof eucora.v1
             * @classdesc Represents an IncarnationParent.
             * @constructor
             * @param {eucora.v1.IncarnationParent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IncarnationParent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IncarnationParent incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.IncarnationParent
             * @instance
             */
            IncarnationParent.prototype.incarnation = $util.newBuffer([]);

            /**
             * IncarnationParent lastSeq.
             * @member {number} lastSeq
             * @memberof eucora.v1.IncarnationParent
             * @instance
             */
            IncarnationParent.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IncarnationParent lastHash.
             * @member {Uint8Array} lastHash
             * @memberof eucora.v1.IncarnationParent
             * @instance
             */
            IncarnationParent.prototype.lastHash = $util.newBuffer([]);

            /**
             * Encodes the specified IncarnationParent message. Does not implicitly {@link eucora.v1.IncarnationParent.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.IncarnationParent
             * @static
             * @param {eucora.v1.IncarnationParent.$Properties} message IncarnationParent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IncarnationParent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.incarnation);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lastSeq);
                if (message.lastHash != null && $Object.hasOwnProperty.call(message, "lastHash") && message.lastHash.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.lastHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IncarnationParent message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.IncarnationParent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.IncarnationParent & eucora.v1.IncarnationParent.$Shape} IncarnationParent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IncarnationParent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.IncarnationParent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.lastHash = value;
                            else
                                delete message.lastHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IncarnationParent;
        })();

        v1.Batch = (function() {

            /**
             * Properties of a Batch.
             * @typedef {Object} eucora.v1.Batch.$Properties
             * @property {number|null} [version] Batch version
             * @property {Uint8Array|null} [deviceId] Batch deviceId
             * @property {Uint8Array|null} [incarnation] Batch incarnation
             * @property {eucora.v1.Lane|null} [lane] Batch lane
             * @property {number|null} [first] Batch first
             * @property {number|null} [count] Batch count
             * @property {Uint8Array|null} [prevHash] Batch prevHash
             * @property {eucora.v1.IncarnationParent.$Properties|null} [parent] Batch parent
             * @property {Array.<eucora.v1.TimeAnchor.$Properties>|null} [anchors] Batch anchors
             * @property {Array.<string>|null} [strings] Batch strings
             * @property {Array.<Uint8Array>|null} [subjects] Batch subjects
             * @property {eucora.v1.Events.$Properties|null} [events] Batch events
             * @property {eucora.v1.Void.$Properties|null} ["void"] Batch void
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Batch.
             * @memberof eucora.v1
             * @interface IBatch
             * @augments eucora.v1.Batch.$Properties
             * @deprecated Use eucora.v1.Batch.$Properties instead.
             */

            /**
             * Shape of a Batch.
             * @typedef {eucora.v1.Batch.$Properties} eucora.v1.Batch.$Shape
             */

            /**
             * Constructs a new Batch.
             * @memberof eucora.v1
             * @classdesc Represents a Batch.
             * @constructor
             * @param {eucora.v1.Batch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Batch = function (properties) {
                this.anchors = [];
                this.strings = [];
                this.subjects = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Batch version.
             * @member {number} version
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.version = 0;

            /**
             * Batch deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.deviceId = $util.newBuffer([]);

            /**
             * Batch incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.incarnation = $util.newBuffer([]);

            /**
             * Batch lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.lane = 0;

            /**
             * Batch first.
             * @member {number} first
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Batch count.
             * @member {number} count
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.count = 0;

            /**
             * Batch prevHash.
             * @member {Uint8Array} prevHash
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.prevHash = $util.newBuffer([]);

            /**
             * Batch parent.
             * @member {eucora.v1.IncarnationParent.$Properties|null|undefined} parent
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.parent = null;

            /**
             * Batch anchors.
             * @member {Array.<eucora.v1.TimeAnchor.$Properties>} anchors
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.anchors = $util.emptyArray;

            /**
             * Batch strings.
             * @member {Array.<string>} strings
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.strings = $util.emptyArray;

            /**
             * Batch subjects.
             * @member {Array.<Uint8Array>} subjects
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.subjects = $util.emptyArray;

            /**
             * Batch events.
             * @member {eucora.v1.Events.$Properties|null|undefined} events
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype.events = null;

            /**
             * Batch void.
             * @member {eucora.v1.Void.$Properties|null|undefined} void
             * @memberof eucora.v1.Batch
             * @instance
             */
            Batch.prototype["void"] = null;

            /**
             * Encodes the specified Batch message. Does not implicitly {@link eucora.v1.Batch.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Batch
             * @static
             * @param {eucora.v1.Batch.$Properties} message Batch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Batch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.incarnation);
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.lane);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.first);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.count);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.prevHash);
                if (message.parent != null && $Object.hasOwnProperty.call(message, "parent"))
                    $root.eucora.v1.IncarnationParent.encode(message.parent, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.anchors != null && message.anchors.length)
                    for (let i = 0; i < message.anchors.length; ++i)
                        $root.eucora.v1.TimeAnchor.encode(message.anchors[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.strings != null && message.strings.length)
                    for (let i = 0; i < message.strings.length; ++i)
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.strings[i]);
                if (message.subjects != null && message.subjects.length)
                    for (let i = 0; i < message.subjects.length; ++i)
                        writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.subjects[i]);
                if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                    $root.eucora.v1.Events.encode(message.events, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message["void"] != null && $Object.hasOwnProperty.call(message, "void"))
                    $root.eucora.v1.Void.encode(message["void"], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Batch message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Batch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Batch & eucora.v1.Batch.$Shape} Batch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Batch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Batch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.parent = $root.eucora.v1.IncarnationParent.decode(reader, reader.size(), $undefined, _depth + 1, message.parent);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.anchors && message.anchors.length))
                                message.anchors = [];
                            message.anchors.push($root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.strings && message.strings.length))
                                message.strings = [];
                            message.strings.push(reader.stringVerify());
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.subjects && message.subjects.length))
                                message.subjects = [];
                            message.subjects.push(reader.bytes());
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.events = $root.eucora.v1.Events.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message["void"] = $root.eucora.v1.Void.decode(reader, reader.size(), $undefined, _depth + 1, message["void"]);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Batch;
        })();

        v1.SignedBatch = (function() {

            /**
             * Properties of a SignedBatch.
             * @typedef {Object} eucora.v1.SignedBatch.$Properties
             * @property {Uint8Array|null} [payload] SignedBatch payload
             * @property {Uint8Array|null} [signature] SignedBatch signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SignedBatch.
             * @memberof eucora.v1
             * @interface ISignedBatch
             * @augments eucora.v1.SignedBatch.$Properties
             * @deprecated Use eucora.v1.SignedBatch.$Properties instead.
             */

            /**
             * Shape of a SignedBatch.
             * @typedef {eucora.v1.SignedBatch.$Properties} eucora.v1.SignedBatch.$Shape
             */

            /**
             * Constructs a new SignedBatch.
             * @memberof eucora.v1
             * @classdesc Represents a SignedBatch.
             * @constructor
             * @param {eucora.v1.SignedBatch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SignedBatch = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SignedBatch payload.
             * @member {Uint8Array} payload
             * @memberof eucora.v1.SignedBatch
             * @instance
             */
            SignedBatch.prototype.payload = $util.newBuffer([]);

            /**
             * SignedBatch signature.
             * @member {Uint8Array} signature
             * @memberof eucora.v1.SignedBatch
             * @instance
             */
            SignedBatch.prototype.signature = $util.newBuffer([]);

            /**
             * Encodes the specified SignedBatch message. Does not implicitly {@link eucora.v1.SignedBatch.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SignedBatch
             * @static
             * @param {eucora.v1.SignedBatch.$Properties} message SignedBatch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SignedBatch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SignedBatch message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SignedBatch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SignedBatch & eucora.v1.SignedBatch.$Shape} SignedBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SignedBatch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SignedBatch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SignedBatch;
        })();

        v1.Void = (function() {

            /**
             * Properties of a Void.
             * @typedef {Object} eucora.v1.Void.$Properties
             * @property {number|null} [reason] Void reason
             * @property {Uint8Array|null} [replacedLastHash] Void replacedLastHash
             * @property {Array.<number>|null} [kinds] Void kinds
             * @property {Array.<number>|null} [counts] Void counts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Void.
             * @memberof eucora.v1
             * @interface IVoid
             * @augments eucora.v1.Void.$Properties
             * @deprecated Use eucora.v1.Void.$Properties instead.
             */

            /**
             * Shape of a Void.
             * @typedef {eucora.v1.Void.$Properties} eucora.v1.Void.$Shape
             */

            /**
             * Constructs a new Void.
             * @memberof eucora.v1
             * @classdesc Represents a Void.
             * @constructor
             * @param {eucora.v1.Void.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Void = function (properties) {
                this.kinds = [];
                this.counts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Void reason.
             * @member {number} reason
             * @memberof eucora.v1.Void
             * @instance
             */
            Void.prototype.reason = 0;

            /**
             * Void replacedLastHash.
             * @member {Uint8Array} replacedLastHash
             * @memberof eucora.v1.Void
             * @instance
             */
            Void.prototype.replacedLastHash = $util.newBuffer([]);

            /**
             * Void kinds.
             * @member {Array.<number>} kinds
             * @memberof eucora.v1.Void
             * @instance
             */
            Void.prototype.kinds = $util.emptyArray;

            /**
             * Void counts.
             * @member {Array.<number>} counts
             * @memberof eucora.v1.Void
             * @instance
             */
            Void.prototype.counts = $util.emptyArray;

            /**
             * Encodes the specified Void message. Does not implicitly {@link eucora.v1.Void.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Void
             * @static
             * @param {eucora.v1.Void.$Properties} message Void message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Void.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.reason);
                if (message.replacedLastHash != null && $Object.hasOwnProperty.call(message, "replacedLastHash") && message.replacedLastHash.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.replacedLastHash);
                if (message.kinds != null && message.kinds.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.kinds);
                if (message.counts != null && message.counts.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.counts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Void message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Void
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Void & eucora.v1.Void.$Shape} Void
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Void.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Void();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.replacedLastHash = value;
                            else
                                delete message.replacedLastHash;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.kinds && message.kinds.length))
                                    message.kinds = [];
                                reader.uint32s(message.kinds);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.kinds && message.kinds.length))
                                message.kinds = [];
                            message.kinds.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.counts && message.counts.length))
                                    message.counts = [];
                                reader.uint32s(message.counts);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.counts && message.counts.length))
                                message.counts = [];
                            message.counts.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Void;
        })();

        /**
         * Kind enum.
         * @name eucora.v1.Kind
         * @enum {number}
         * @property {number} KIND_UNSPECIFIED=0 KIND_UNSPECIFIED value
         * @property {number} KIND_HEARTBEAT=1 KIND_HEARTBEAT value
         * @property {number} KIND_INVENTORY=2 KIND_INVENTORY value
         * @property {number} KIND_USAGE=3 KIND_USAGE value
         * @property {number} KIND_METRIC=4 KIND_METRIC value
         * @property {number} KIND_SECURITY=5 KIND_SECURITY value
         * @property {number} KIND_DEPLOYMENT_RESULT=6 KIND_DEPLOYMENT_RESULT value
         * @property {number} KIND_PERSONAL_NAME=7 KIND_PERSONAL_NAME value
         * @property {number} KIND_COLLECTOR_COST=8 KIND_COLLECTOR_COST value
         * @property {number} KIND_SHORT_PROGRAMS=9 KIND_SHORT_PROGRAMS value
         * @property {number} KIND_MEASUREMENT=10 KIND_MEASUREMENT value
         * @property {number} KIND_ATTESTATION=11 KIND_ATTESTATION value
         */
        v1.Kind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "KIND_HEARTBEAT"] = 1;
            values[valuesById[2] = "KIND_INVENTORY"] = 2;
            values[valuesById[3] = "KIND_USAGE"] = 3;
            values[valuesById[4] = "KIND_METRIC"] = 4;
            values[valuesById[5] = "KIND_SECURITY"] = 5;
            values[valuesById[6] = "KIND_DEPLOYMENT_RESULT"] = 6;
            values[valuesById[7] = "KIND_PERSONAL_NAME"] = 7;
            values[valuesById[8] = "KIND_COLLECTOR_COST"] = 8;
            values[valuesById[9] = "KIND_SHORT_PROGRAMS"] = 9;
            values[valuesById[10] = "KIND_MEASUREMENT"] = 10;
            values[valuesById[11] = "KIND_ATTESTATION"] = 11;
            return values;
        })();

        v1.Events = (function() {

            /**
             * Properties of an Events.
             * @typedef {Object} eucora.v1.Events.$Properties
             * @property {Array.<number>|null} [kind] Events kind
             * @property {Array.<number>|null} [boot] Events boot
             * @property {Array.<number>|null} [boottimeDeltaMs] Events boottimeDeltaMs
             * @property {Array.<number>|null} [wallSkewDeltaMs] Events wallSkewDeltaMs
             * @property {eucora.v1.HeartbeatColumns.$Properties|null} [heartbeat] Events heartbeat
             * @property {Array.<eucora.v1.Inventory.$Properties>|null} [inventory] Events inventory
             * @property {eucora.v1.UsageColumns.$Properties|null} [usage] Events usage
             * @property {eucora.v1.MetricColumns.$Properties|null} [metric] Events metric
             * @property {eucora.v1.SecurityColumns.$Properties|null} [security] Events security
             * @property {Array.<eucora.v1.Opaque.$Properties>|null} [opaque] Events opaque
             * @property {Array.<eucora.v1.PersonalName.$Properties>|null} [personalName] Events personalName
             * @property {eucora.v1.CollectorColumns.$Properties|null} [collector] Events collector
             * @property {eucora.v1.ShortProgramColumns.$Properties|null} [shortPrograms] Events shortPrograms
             * @property {eucora.v1.MeasurementColumns.$Properties|null} [measurement] Events measurement
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Events.
             * @memberof eucora.v1
             * @interface IEvents
             * @augments eucora.v1.Events.$Properties
             * @deprecated Use eucora.v1.Events.$Properties instead.
             */

            /**
             * Shape of an Events.
             * @typedef {eucora.v1.Events.$Properties} eucora.v1.Events.$Shape
             */

            /**
             * Constructs a new Events.
             * @memberof eucora.v1
             * @classdesc Represents an Events.
             * @constructor
             * @param {eucora.v1.Events.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Events = function (properties) {
                this.kind = [];
                this.boot = [];
                this.boottimeDeltaMs = [];
                this.wallSkewDeltaMs = [];
                this.inventory = [];
                this.opaque = [];
                this.personalName = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Events kind.
             * @member {Array.<number>} kind
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.kind = $util.emptyArray;

            /**
             * Events boot.
             * @member {Array.<number>} boot
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.boot = $util.emptyArray;

            /**
             * Events boottimeDeltaMs.
             * @member {Array.<number>} boottimeDeltaMs
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.boottimeDeltaMs = $util.emptyArray;

            /**
             * Events wallSkewDeltaMs.
             * @member {Array.<number>} wallSkewDeltaMs
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.wallSkewDeltaMs = $util.emptyArray;

            /**
             * Events heartbeat.
             * @member {eucora.v1.HeartbeatColumns.$Properties|null|undefined} heartbeat
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.heartbeat = null;

            /**
             * Events inventory.
             * @member {Array.<eucora.v1.Inventory.$Properties>} inventory
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.inventory = $util.emptyArray;

            /**
             * Events usage.
             * @member {eucora.v1.UsageColumns.$Properties|null|undefined} usage
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.usage = null;

            /**
             * Events metric.
             * @member {eucora.v1.MetricColumns.$Properties|null|undefined} metric
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.metric = null;

            /**
             * Events security.
             * @member {eucora.v1.SecurityColumns.$Properties|null|undefined} security
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.security = null;

            /**
             * Events opaque.
             * @member {Array.<eucora.v1.Opaque.$Properties>} opaque
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.opaque = $util.emptyArray;

            /**
             * Events personalName.
             * @member {Array.<eucora.v1.PersonalName.$Properties>} personalName
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.personalName = $util.emptyArray;

            /**
             * Events collector.
             * @member {eucora.v1.CollectorColumns.$Properties|null|undefined} collector
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.collector = null;

            /**
             * Events shortPrograms.
             * @member {eucora.v1.ShortProgramColumns.$Properties|null|undefined} shortPrograms
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.shortPrograms = null;

            /**
             * Events measurement.
             * @member {eucora.v1.MeasurementColumns.$Properties|null|undefined} measurement
             * @memberof eucora.v1.Events
             * @instance
             */
            Events.prototype.measurement = null;

            /**
             * Encodes the specified Events message. Does not implicitly {@link eucora.v1.Events.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Events
             * @static
             * @param {eucora.v1.Events.$Properties} message Events message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Events.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && message.kind.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.kind);
                if (message.boot != null && message.boot.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.boot);
                if (message.boottimeDeltaMs != null && message.boottimeDeltaMs.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.boottimeDeltaMs);
                if (message.wallSkewDeltaMs != null && message.wallSkewDeltaMs.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.wallSkewDeltaMs);
                if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                    $root.eucora.v1.HeartbeatColumns.encode(message.heartbeat, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.inventory != null && message.inventory.length)
                    for (let i = 0; i < message.inventory.length; ++i)
                        $root.eucora.v1.Inventory.encode(message.inventory[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.usage != null && $Object.hasOwnProperty.call(message, "usage"))
                    $root.eucora.v1.UsageColumns.encode(message.usage, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.metric != null && $Object.hasOwnProperty.call(message, "metric"))
                    $root.eucora.v1.MetricColumns.encode(message.metric, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.security != null && $Object.hasOwnProperty.call(message, "security"))
                    $root.eucora.v1.SecurityColumns.encode(message.security, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.opaque != null && message.opaque.length)
                    for (let i = 0; i < message.opaque.length; ++i)
                        $root.eucora.v1.Opaque.encode(message.opaque[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.personalName != null && message.personalName.length)
                    for (let i = 0; i < message.personalName.length; ++i)
                        $root.eucora.v1.PersonalName.encode(message.personalName[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.collector != null && $Object.hasOwnProperty.call(message, "collector"))
                    $root.eucora.v1.CollectorColumns.encode(message.collector, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.shortPrograms != null && $Object.hasOwnProperty.call(message, "shortPrograms"))
                    $root.eucora.v1.ShortProgramColumns.encode(message.shortPrograms, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.measurement != null && $Object.hasOwnProperty.call(message, "measurement"))
                    $root.eucora.v1.MeasurementColumns.encode(message.measurement, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Events
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Events & eucora.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Events.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Events();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.kind && message.kind.length))
                                    message.kind = [];
                                reader.uint32s(message.kind);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.kind && message.kind.length))
                                message.kind = [];
                            message.kind.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.boot && message.boot.length))
                                    message.boot = [];
                                reader.uint32s(message.boot);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.boot && message.boot.length))
                                message.boot = [];
                            message.boot.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.boottimeDeltaMs && message.boottimeDeltaMs.length))
                                    message.boottimeDeltaMs = [];
                                reader.sint64s(message.boottimeDeltaMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.boottimeDeltaMs && message.boottimeDeltaMs.length))
                                message.boottimeDeltaMs = [];
                            message.boottimeDeltaMs.push(reader.sint64());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.wallSkewDeltaMs && message.wallSkewDeltaMs.length))
                                    message.wallSkewDeltaMs = [];
                                reader.sint64s(message.wallSkewDeltaMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.wallSkewDeltaMs && message.wallSkewDeltaMs.length))
                                message.wallSkewDeltaMs = [];
                            message.wallSkewDeltaMs.push(reader.sint64());
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.heartbeat = $root.eucora.v1.HeartbeatColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeat);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.inventory && message.inventory.length))
                                message.inventory = [];
                            message.inventory.push($root.eucora.v1.Inventory.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.usage = $root.eucora.v1.UsageColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.usage);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.metric = $root.eucora.v1.MetricColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.metric);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.security = $root.eucora.v1.SecurityColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.security);
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.opaque && message.opaque.length))
                                message.opaque = [];
                            message.opaque.push($root.eucora.v1.Opaque.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.personalName && message.personalName.length))
                                message.personalName = [];
                            message.personalName.push($root.eucora.v1.PersonalName.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.collector = $root.eucora.v1.CollectorColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.collector);
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.shortPrograms = $root.eucora.v1.ShortProgramColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.shortPrograms);
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.measurement = $root.eucora.v1.MeasurementColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.measurement);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Events;
        })();

        v1.HeartbeatColumns = (function() {

            /**
             * Properties of a HeartbeatColumns.
             * @typedef {Object} eucora.v1.HeartbeatColumns.$Properties
             * @property {Array.<number>|null} [spoolEvents] HeartbeatColumns spoolEvents
             * @property {Array.<number>|null} [spoolBytes] HeartbeatColumns spoolBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HeartbeatColumns.
             * @memberof eucora.v1
             * @interface IHeartbeatColumns
             * @augments eucora.v1.HeartbeatColumns.$Properties
             * @deprecated Use eucora.v1.HeartbeatColumns.$Properties instead.
             */

            /**
             * Shape of a HeartbeatColumns.
             * @typedef {eucora.v1.HeartbeatColumns.$Properties} eucora.v1.HeartbeatColumns.$Shape
             */

            /**
             * Constructs a new HeartbeatColumns.
             * @memberof eucora.v1
             * @classdesc Represents a HeartbeatColumns.
             * @constructor
             * @param {eucora.v1.HeartbeatColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HeartbeatColumns = function (properties) {
                this.spoolEvents = [];
                this.spoolBytes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HeartbeatColumns spoolEvents.
             * @member {Array.<number>} spoolEvents
             * @memberof eucora.v1.HeartbeatColumns
             * @instance
             */
            HeartbeatColumns.prototype.spoolEvents = $util.emptyArray;

            /**
             * HeartbeatColumns spoolBytes.
             * @member {Array.<number>} spoolBytes
             * @memberof eucora.v1.HeartbeatColumns
             * @instance
             */
            HeartbeatColumns.prototype.spoolBytes = $util.emptyArray;

            /**
             * Encodes the specified HeartbeatColumns message. Does not implicitly {@link eucora.v1.HeartbeatColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.HeartbeatColumns
             * @static
             * @param {eucora.v1.HeartbeatColumns.$Properties} message HeartbeatColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HeartbeatColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.spoolEvents != null && message.spoolEvents.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.spoolEvents);
                if (message.spoolBytes != null && message.spoolBytes.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint64s(message.spoolBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HeartbeatColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.HeartbeatColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.HeartbeatColumns & eucora.v1.HeartbeatColumns.$Shape} HeartbeatColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HeartbeatColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.HeartbeatColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.spoolEvents && message.spoolEvents.length))
                                    message.spoolEvents = [];
                                reader.uint32s(message.spoolEvents);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.spoolEvents && message.spoolEvents.length))
                                message.spoolEvents = [];
                            message.spoolEvents.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.spoolBytes && message.spoolBytes.length))
                                    message.spoolBytes = [];
                                reader.uint64s(message.spoolBytes);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.spoolBytes && message.spoolBytes.length))
                                message.spoolBytes = [];
                            message.spoolBytes.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HeartbeatColumns;
        })();

        v1.Inventory = (function() {

            /**
             * Properties of an Inventory.
             * @typedef {Object} eucora.v1.Inventory.$Properties
             * @property {boolean|null} [full] Inventory full
             * @property {Uint8Array|null} [baseHash] Inventory baseHash
             * @property {Uint8Array|null} [hash] Inventory hash
             * @property {number|null} [part] Inventory part
             * @property {number|null} [parts] Inventory parts
             * @property {Array.<number>|null} [factSection] Inventory factSection
             * @property {Array.<number>|null} [factInstance] Inventory factInstance
             * @property {Array.<number>|null} [factKey] Inventory factKey
             * @property {Array.<number>|null} [factValue] Inventory factValue
             * @property {Array.<number>|null} [goneSection] Inventory goneSection
             * @property {Array.<number>|null} [goneInstance] Inventory goneInstance
             * @property {Array.<number>|null} [goneKey] Inventory goneKey
             * @property {Array.<number>|null} [name] Inventory name
             * @property {Array.<number>|null} [version] Inventory version
             * @property {Array.<number>|null} [source] Inventory source
             * @property {Array.<number>|null} [architecture] Inventory architecture
             * @property {Array.<number>|null} [publisher] Inventory publisher
             * @property {Array.<number>|null} [removedName] Inventory removedName
             * @property {Array.<number>|null} [removedVersion] Inventory removedVersion
             * @property {Array.<number>|null} [removedSource] Inventory removedSource
             * @property {Array.<number>|null} [removedArchitecture] Inventory removedArchitecture
             * @property {Array.<number>|null} [removedPublisher] Inventory removedPublisher
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Inventory.
             * @memberof eucora.v1
             * @interface IInventory
             * @augments eucora.v1.Inventory.$Properties
             * @deprecated Use eucora.v1.Inventory.$Properties instead.
             */

            /**
             * Shape of an Inventory.
             * @typedef {eucora.v1.Inventory.$Properties} eucora.v1.Inventory.$Shape
             */

            /**
             * Constructs a new Inventory.
             * @memberof eucora.v1
             * @classdesc Represents an Inventory.
             * @constructor
             * @param {eucora.v1.Inventory.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Inventory = function (properties) {
                this.factSection = [];
                this.factInstance = [];
                this.factKey = [];
                this.factValue = [];
                this.goneSection = [];
                this.goneInstance = [];
                this.goneKey = [];
                this.name = [];
                this.version = [];
                this.source = [];
                this.architecture = [];
                this.publisher = [];
                this.removedName = [];
                this.removedVersion = [];
                this.removedSource = [];
                this.removedArchitecture = [];
                this.removedPublisher = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Inventory full.
             * @member {boolean} full
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.full = false;

            /**
             * Inventory baseHash.
             * @member {Uint8Array} baseHash
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.baseHash = $util.newBuffer([]);

            /**
             * Inventory hash.
             * @member {Uint8Array} hash
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.hash = $util.newBuffer([]);

            /**
             * Inventory part.
             * @member {number} part
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.part = 0;

            /**
             * Inventory parts.
             * @member {number} parts
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.parts = 0;

            /**
             * Inventory factSection.
             * @member {Array.<number>} factSection
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.factSection = $util.emptyArray;

            /**
             * Inventory factInstance.
             * @member {Array.<number>} factInstance
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.factInstance = $util.emptyArray;

            /**
             * Inventory factKey.
             * @member {Array.<number>} factKey
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.factKey = $util.emptyArray;

            /**
             * Inventory factValue.
             * @member {Array.<number>} factValue
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.factValue = $util.emptyArray;

            /**
             * Inventory goneSection.
             * @member {Array.<number>} goneSection
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.goneSection = $util.emptyArray;

            /**
             * Inventory goneInstance.
             * @member {Array.<number>} goneInstance
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.goneInstance = $util.emptyArray;

            /**
             * Inventory goneKey.
             * @member {Array.<number>} goneKey
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.goneKey = $util.emptyArray;

            /**
             * Inventory name.
             * @member {Array.<number>} name
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.name = $util.emptyArray;

            /**
             * Inventory version.
             * @member {Array.<number>} version
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.version = $util.emptyArray;

            /**
             * Inventory source.
             * @member {Array.<number>} source
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.source = $util.emptyArray;

            /**
             * Inventory architecture.
             * @member {Array.<number>} architecture
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.architecture = $util.emptyArray;

            /**
             * Inventory publisher.
             * @member {Array.<number>} publisher
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.publisher = $util.emptyArray;

            /**
             * Inventory removedName.
             * @member {Array.<number>} removedName
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.removedName = $util.emptyArray;

            /**
             * Inventory removedVersion.
             * @member {Array.<number>} removedVersion
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.removedVersion = $util.emptyArray;

            /**
             * Inventory removedSource.
             * @member {Array.<number>} removedSource
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.removedSource = $util.emptyArray;

            /**
             * Inventory removedArchitecture.
             * @member {Array.<number>} removedArchitecture
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.removedArchitecture = $util.emptyArray;

            /**
             * Inventory removedPublisher.
             * @member {Array.<number>} removedPublisher
             * @memberof eucora.v1.Inventory
             * @instance
             */
            Inventory.prototype.removedPublisher = $util.emptyArray;

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link eucora.v1.Inventory.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Inventory
             * @static
             * @param {eucora.v1.Inventory.$Properties} message Inventory message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Inventory.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.full != null && $Object.hasOwnProperty.call(message, "full") && message.full !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.full);
                if (message.baseHash != null && $Object.hasOwnProperty.call(message, "baseHash") && message.baseHash.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.baseHash);
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.hash);
                if (message.part != null && $Object.hasOwnProperty.call(message, "part") && message.part !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.part);
                if (message.parts != null && $Object.hasOwnProperty.call(message, "parts") && message.parts !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.parts);
                if (message.factSection != null && message.factSection.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).uint32s(message.factSection);
                if (message.factInstance != null && message.factInstance.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.factInstance);
                if (message.factKey != null && message.factKey.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).uint32s(message.factKey);
                if (message.factValue != null && message.factValue.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).uint32s(message.factValue);
                if (message.goneSection != null && message.goneSection.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).uint32s(message.goneSection);
                if (message.goneInstance != null && message.goneInstance.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).uint32s(message.goneInstance);
                if (message.goneKey != null && message.goneKey.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).uint32s(message.goneKey);
                if (message.name != null && message.name.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).uint32s(message.name);
                if (message.version != null && message.version.length)
                    writer.uint32(/* id 14, wireType 2 =*/114).uint32s(message.version);
                if (message.source != null && message.source.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).uint32s(message.source);
                if (message.architecture != null && message.architecture.length)
                    writer.uint32(/* id 16, wireType 2 =*/130).uint32s(message.architecture);
                if (message.publisher != null && message.publisher.length)
                    writer.uint32(/* id 17, wireType 2 =*/138).uint32s(message.publisher);
                if (message.removedName != null && message.removedName.length)
                    writer.uint32(/* id 18, wireType 2 =*/146).uint32s(message.removedName);
                if (message.removedVersion != null && message.removedVersion.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).uint32s(message.removedVersion);
                if (message.removedSource != null && message.removedSource.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).uint32s(message.removedSource);
                if (message.removedArchitecture != null && message.removedArchitecture.length)
                    writer.uint32(/* id 21, wireType 2 =*/170).uint32s(message.removedArchitecture);
                if (message.removedPublisher != null && message.removedPublisher.length)
                    writer.uint32(/* id 22, wireType 2 =*/178).uint32s(message.removedPublisher);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Inventory
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Inventory & eucora.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Inventory.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Inventory();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.full = value;
                            else
                                delete message.full;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.baseHash = value;
                            else
                                delete message.baseHash;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.part = value;
                            else
                                delete message.part;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.parts = value;
                            else
                                delete message.parts;
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.factSection && message.factSection.length))
                                    message.factSection = [];
                                reader.uint32s(message.factSection);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.factSection && message.factSection.length))
                                message.factSection = [];
                            message.factSection.push(reader.uint32());
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.factInstance && message.factInstance.length))
                                    message.factInstance = [];
                                reader.uint32s(message.factInstance);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.factInstance && message.factInstance.length))
                                message.factInstance = [];
                            message.factInstance.push(reader.uint32());
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.factKey && message.factKey.length))
                                    message.factKey = [];
                                reader.uint32s(message.factKey);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.factKey && message.factKey.length))
                                message.factKey = [];
                            message.factKey.push(reader.uint32());
                            continue;
                        }
                    case 9: {
                            if (wireType === 2) {
                                if (!(message.factValue && message.factValue.length))
                                    message.factValue = [];
                                reader.uint32s(message.factValue);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.factValue && message.factValue.length))
                                message.factValue = [];
                            message.factValue.push(reader.uint32());
                            continue;
                        }
                    case 10: {
                            if (wireType === 2) {
                                if (!(message.goneSection && message.goneSection.length))
                                    message.goneSection = [];
                                reader.uint32s(message.goneSection);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.goneSection && message.goneSection.length))
                                message.goneSection = [];
                            message.goneSection.push(reader.uint32());
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.goneInstance && message.goneInstance.length))
                                    message.goneInstance = [];
                                reader.uint32s(message.goneInstance);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.goneInstance && message.goneInstance.length))
                                message.goneInstance = [];
                            message.goneInstance.push(reader.uint32());
                            continue;
                        }
                    case 12: {
                            if (wireType === 2) {
                                if (!(message.goneKey && message.goneKey.length))
                                    message.goneKey = [];
                                reader.uint32s(message.goneKey);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.goneKey && message.goneKey.length))
                                message.goneKey = [];
                            message.goneKey.push(reader.uint32());
                            continue;
                        }
                    case 13: {
                            if (wireType === 2) {
                                if (!(message.name && message.name.length))
                                    message.name = [];
                                reader.uint32s(message.name);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.name && message.name.length))
                                message.name = [];
                            message.name.push(reader.uint32());
                            continue;
                        }
                    case 14: {
                            if (wireType === 2) {
                                if (!(message.version && message.version.length))
                                    message.version = [];
                                reader.uint32s(message.version);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.version && message.version.length))
                                message.version = [];
                            message.version.push(reader.uint32());
                            continue;
                        }
                    case 15: {
                            if (wireType === 2) {
                                if (!(message.source && message.source.length))
                                    message.source = [];
                                reader.uint32s(message.source);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.source && message.source.length))
                                message.source = [];
                            message.source.push(reader.uint32());
                            continue;
                        }
                    case 16: {
                            if (wireType === 2) {
                                if (!(message.architecture && message.architecture.length))
                                    message.architecture = [];
                                reader.uint32s(message.architecture);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.architecture && message.architecture.length))
                                message.architecture = [];
                            message.architecture.push(reader.uint32());
                            continue;
                        }
                    case 17: {
                            if (wireType === 2) {
                                if (!(message.publisher && message.publisher.length))
                                    message.publisher = [];
                                reader.uint32s(message.publisher);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.publisher && message.publisher.length))
                                message.publisher = [];
                            message.publisher.push(reader.uint32());
                            continue;
                        }
                    case 18: {
                            if (wireType === 2) {
                                if (!(message.removedName && message.removedName.length))
                                    message.removedName = [];
                                reader.uint32s(message.removedName);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.removedName && message.removedName.length))
                                message.removedName = [];
                            message.removedName.push(reader.uint32());
                            continue;
                        }
                    case 19: {
                            if (wireType === 2) {
                                if (!(message.removedVersion && message.removedVersion.length))
                                    message.removedVersion = [];
                                reader.uint32s(message.removedVersion);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.removedVersion && message.removedVersion.length))
                                message.removedVersion = [];
                            message.removedVersion.push(reader.uint32());
                            continue;
                        }
                    case 20: {
                            if (wireType === 2) {
                                if (!(message.removedSource && message.removedSource.length))
                                    message.removedSource = [];
                                reader.uint32s(message.removedSource);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.removedSource && message.removedSource.length))
                                message.removedSource = [];
                            message.removedSource.push(reader.uint32());
                            continue;
                        }
                    case 21: {
                            if (wireType === 2) {
                                if (!(message.removedArchitecture && message.removedArchitecture.length))
                                    message.removedArchitecture = [];
                                reader.uint32s(message.removedArchitecture);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.removedArchitecture && message.removedArchitecture.length))
                                message.removedArchitecture = [];
                            message.removedArchitecture.push(reader.uint32());
                            continue;
                        }
                    case 22: {
                            if (wireType === 2) {
                                if (!(message.removedPublisher && message.removedPublisher.length))
                                    message.removedPublisher = [];
                                reader.uint32s(message.removedPublisher);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.removedPublisher && message.removedPublisher.length))
                                message.removedPublisher = [];
                            message.removedPublisher.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Inventory;
        })();

        v1.UsageColumns = (function() {

            /**
             * Properties of a UsageColumns.
             * @typedef {Object} eucora.v1.UsageColumns.$Properties
             * @property {Array.<number>|null} [phase] UsageColumns phase
             * @property {Array.<number>|null} [boot] UsageColumns boot
             * @property {Array.<number>|null} [pid] UsageColumns pid
             * @property {Array.<number>|null} [startBeforeAnchorMs] UsageColumns startBeforeAnchorMs
             * @property {Array.<number>|null} [startUncertaintyMs] UsageColumns startUncertaintyMs
             * @property {Array.<number>|null} [endBeforeAnchorMs] UsageColumns endBeforeAnchorMs
             * @property {Array.<number>|null} [endUncertaintyMs] UsageColumns endUncertaintyMs
             * @property {Array.<number>|null} [subject] UsageColumns subject
             * @property {Array.<number>|null} [program] UsageColumns program
             * @property {Array.<number>|null} [path] UsageColumns path
             * @property {Array.<number>|null} [title] UsageColumns title
             * @property {Array.<number>|null} [instancesMax] UsageColumns instancesMax
             * @property {Array.<number>|null} [startBeforeMs] UsageColumns startBeforeMs
             * @property {Array.<number>|null} [endBeforeMs] UsageColumns endBeforeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a UsageColumns.
             * @memberof eucora.v1
             * @interface IUsageColumns
             * @augments eucora.v1.UsageColumns.$Properties
             * @deprecated Use eucora.v1.UsageColumns.$Properties instead.
             */

            /**
             * Shape of a UsageColumns.
             * @typedef {eucora.v1.UsageColumns.$Properties} eucora.v1.UsageColumns.$Shape
             */

            /**
             * Constructs a new UsageColumns.
             * @memberof eucora.v1
             * @classdesc Represents a UsageColumns.
             * @constructor
             * @param {eucora.v1.UsageColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UsageColumns = function (properties) {
                this.phase = [];
                this.boot = [];
                this.pid = [];
                this.startBeforeAnchorMs = [];
                this.startUncertaintyMs = [];
                this.endBeforeAnchorMs = [];
                this.endUncertaintyMs = [];
                this.subject = [];
                this.program = [];
                this.path = [];
                this.title = [];
                this.instancesMax = [];
                this.startBeforeMs = [];
                this.endBeforeMs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UsageColumns phase.
             * @member {Array.<number>} phase
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.phase = $util.emptyArray;

            /**
             * UsageColumns boot.
             * @member {Array.<number>} boot
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.boot = $util.emptyArray;

            /**
             * UsageColumns pid.
             * @member {Array.<number>} pid
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.pid = $util.emptyArray;

            /**
             * UsageColumns startBeforeAnchorMs.
             * @member {Array.<number>} startBeforeAnchorMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.startBeforeAnchorMs = $util.emptyArray;

            /**
             * UsageColumns startUncertaintyMs.
             * @member {Array.<number>} startUncertaintyMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.startUncertaintyMs = $util.emptyArray;

            /**
             * UsageColumns endBeforeAnchorMs.
             * @member {Array.<number>} endBeforeAnchorMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.endBeforeAnchorMs = $util.emptyArray;

            /**
             * UsageColumns endUncertaintyMs.
             * @member {Array.<number>} endUncertaintyMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.endUncertaintyMs = $util.emptyArray;

            /**
             * UsageColumns subject.
             * @member {Array.<number>} subject
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.subject = $util.emptyArray;

            /**
             * UsageColumns program.
             * @member {Array.<number>} program
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.program = $util.emptyArray;

            /**
             * UsageColumns path.
             * @member {Array.<number>} path
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.path = $util.emptyArray;

            /**
             * UsageColumns title.
             * @member {Array.<number>} title
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.title = $util.emptyArray;

            /**
             * UsageColumns instancesMax.
             * @member {Array.<number>} instancesMax
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.instancesMax = $util.emptyArray;

            /**
             * UsageColumns startBeforeMs.
             * @member {Array.<number>} startBeforeMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.startBeforeMs = $util.emptyArray;

            /**
             * UsageColumns endBeforeMs.
             * @member {Array.<number>} endBeforeMs
             * @memberof eucora.v1.UsageColumns
             * @instance
             */
            UsageColumns.prototype.endBeforeMs = $util.emptyArray;

            /**
             * Encodes the specified UsageColumns message. Does not implicitly {@link eucora.v1.UsageColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.UsageColumns
             * @static
             * @param {eucora.v1.UsageColumns.$Properties} message UsageColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UsageColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.phase != null && message.phase.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.phase);
                if (message.boot != null && message.boot.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.boot);
                if (message.pid != null && message.pid.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.pid);
                if (message.startBeforeAnchorMs != null && message.startBeforeAnchorMs.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.startBeforeAnchorMs);
                if (message.startUncertaintyMs != null && message.startUncertaintyMs.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.startUncertaintyMs);
                if (message.endBeforeAnchorMs != null && message.endBeforeAnchorMs.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).sint64s(message.endBeforeAnchorMs);
                if (message.endUncertaintyMs != null && message.endUncertaintyMs.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.endUncertaintyMs);
                if (message.subject != null && message.subject.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).uint32s(message.subject);
                if (message.program != null && message.program.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).uint32s(message.program);
                if (message.path != null && message.path.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).uint32s(message.path);
                if (message.title != null && message.title.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).uint32s(message.title);
                if (message.instancesMax != null && message.instancesMax.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).uint32s(message.instancesMax);
                if (message.startBeforeMs != null && message.startBeforeMs.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).sint64s(message.startBeforeMs);
                if (message.endBeforeMs != null && message.endBeforeMs.length)
                    writer.uint32(/* id 14, wireType 2 =*/114).sint64s(message.endBeforeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a UsageColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.UsageColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.UsageColumns & eucora.v1.UsageColumns.$Shape} UsageColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UsageColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.UsageColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.phase && message.phase.length))
                                    message.phase = [];
                                reader.uint32s(message.phase);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.phase && message.phase.length))
                                message.phase = [];
                            message.phase.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.boot && message.boot.length))
                                    message.boot = [];
                                reader.uint32s(message.boot);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.boot && message.boot.length))
                                message.boot = [];
                            message.boot.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.pid && message.pid.length))
                                    message.pid = [];
                                reader.uint32s(message.pid);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.pid && message.pid.length))
                                message.pid = [];
                            message.pid.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.startBeforeAnchorMs && message.startBeforeAnchorMs.length))
                                    message.startBeforeAnchorMs = [];
                                reader.sint64s(message.startBeforeAnchorMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.startBeforeAnchorMs && message.startBeforeAnchorMs.length))
                                message.startBeforeAnchorMs = [];
                            message.startBeforeAnchorMs.push(reader.sint64());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.startUncertaintyMs && message.startUncertaintyMs.length))
                                    message.startUncertaintyMs = [];
                                reader.uint32s(message.startUncertaintyMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.startUncertaintyMs && message.startUncertaintyMs.length))
                                message.startUncertaintyMs = [];
                            message.startUncertaintyMs.push(reader.uint32());
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.endBeforeAnchorMs && message.endBeforeAnchorMs.length))
                                    message.endBeforeAnchorMs = [];
                                reader.sint64s(message.endBeforeAnchorMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.endBeforeAnchorMs && message.endBeforeAnchorMs.length))
                                message.endBeforeAnchorMs = [];
                            message.endBeforeAnchorMs.push(reader.sint64());
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.endUncertaintyMs && message.endUncertaintyMs.length))
                                    message.endUncertaintyMs = [];
                                reader.uint32s(message.endUncertaintyMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.endUncertaintyMs && message.endUncertaintyMs.length))
                                message.endUncertaintyMs = [];
                            message.endUncertaintyMs.push(reader.uint32());
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.subject && message.subject.length))
                                    message.subject = [];
                                reader.uint32s(message.subject);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.subject && message.subject.length))
                                message.subject = [];
                            message.subject.push(reader.uint32());
                            continue;
                        }
                    case 9: {
                            if (wireType === 2) {
                                if (!(message.program && message.program.length))
                                    message.program = [];
                                reader.uint32s(message.program);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.program && message.program.length))
                                message.program = [];
                            message.program.push(reader.uint32());
                            continue;
                        }
                    case 10: {
                            if (wireType === 2) {
                                if (!(message.path && message.path.length))
                                    message.path = [];
                                reader.uint32s(message.path);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.path && message.path.length))
                                message.path = [];
                            message.path.push(reader.uint32());
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.title && message.title.length))
                                    message.title = [];
                                reader.uint32s(message.title);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.title && message.title.length))
                                message.title = [];
                            message.title.push(reader.uint32());
                            continue;
                        }
                    case 12: {
                            if (wireType === 2) {
                                if (!(message.instancesMax && message.instancesMax.length))
                                    message.instancesMax = [];
                                reader.uint32s(message.instancesMax);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.instancesMax && message.instancesMax.length))
                                message.instancesMax = [];
                            message.instancesMax.push(reader.uint32());
                            continue;
                        }
                    case 13: {
                            if (wireType === 2) {
                                if (!(message.startBeforeMs && message.startBeforeMs.length))
                                    message.startBeforeMs = [];
                                reader.sint64s(message.startBeforeMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.startBeforeMs && message.startBeforeMs.length))
                                message.startBeforeMs = [];
                            message.startBeforeMs.push(reader.sint64());
                            continue;
                        }
                    case 14: {
                            if (wireType === 2) {
                                if (!(message.endBeforeMs && message.endBeforeMs.length))
                                    message.endBeforeMs = [];
                                reader.sint64s(message.endBeforeMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.endBeforeMs && message.endBeforeMs.length))
                                message.endBeforeMs = [];
                            message.endBeforeMs.push(reader.sint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return UsageColumns;
        })();

        v1.MetricColumns = (function() {

            /**
             * Properties of a MetricColumns.
             * @typedef {Object} eucora.v1.MetricColumns.$Properties
             * @property {Array.<number>|null} [name] MetricColumns name
             * @property {Array.<number>|null} [labels] MetricColumns labels
             * @property {Array.<number>|null} [form] MetricColumns form
             * @property {Array.<number>|null} [mantissa] MetricColumns mantissa
             * @property {Array.<number>|null} [exponent] MetricColumns exponent
             * @property {Array.<number>|null} [real] MetricColumns real
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MetricColumns.
             * @memberof eucora.v1
             * @interface IMetricColumns
             * @augments eucora.v1.MetricColumns.$Properties
             * @deprecated Use eucora.v1.MetricColumns.$Properties instead.
             */

            /**
             * Shape of a MetricColumns.
             * @typedef {eucora.v1.MetricColumns.$Properties} eucora.v1.MetricColumns.$Shape
             */

            /**
             * Constructs a new MetricColumns.
             * @memberof eucora.v1
             * @classdesc Represents a MetricColumns.
             * @constructor
             * @param {eucora.v1.MetricColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MetricColumns = function (properties) {
                this.name = [];
                this.labels = [];
                this.form = [];
                this.mantissa = [];
                this.exponent = [];
                this.real = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MetricColumns name.
             * @member {Array.<number>} name
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.name = $util.emptyArray;

            /**
             * MetricColumns labels.
             * @member {Array.<number>} labels
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.labels = $util.emptyArray;

            /**
             * MetricColumns form.
             * @member {Array.<number>} form
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.form = $util.emptyArray;

            /**
             * MetricColumns mantissa.
             * @member {Array.<number>} mantissa
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.mantissa = $util.emptyArray;

            /**
             * MetricColumns exponent.
             * @member {Array.<number>} exponent
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.exponent = $util.emptyArray;

            /**
             * MetricColumns real.
             * @member {Array.<number>} real
             * @memberof eucora.v1.MetricColumns
             * @instance
             */
            MetricColumns.prototype.real = $util.emptyArray;

            /**
             * Encodes the specified MetricColumns message. Does not implicitly {@link eucora.v1.MetricColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.MetricColumns
             * @static
             * @param {eucora.v1.MetricColumns.$Properties} message MetricColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MetricColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && message.name.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.name);
                if (message.labels != null && message.labels.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.labels);
                if (message.form != null && message.form.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.form);
                if (message.mantissa != null && message.mantissa.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.mantissa);
                if (message.exponent != null && message.exponent.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).sint32s(message.exponent);
                if (message.real != null && message.real.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).doubles(message.real);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MetricColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.MetricColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.MetricColumns & eucora.v1.MetricColumns.$Shape} MetricColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MetricColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.MetricColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.name && message.name.length))
                                    message.name = [];
                                reader.uint32s(message.name);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.name && message.name.length))
                                message.name = [];
                            message.name.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.labels && message.labels.length))
                                    message.labels = [];
                                reader.uint32s(message.labels);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.labels && message.labels.length))
                                message.labels = [];
                            message.labels.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.form && message.form.length))
                                    message.form = [];
                                reader.uint32s(message.form);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.form && message.form.length))
                                message.form = [];
                            message.form.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.mantissa && message.mantissa.length))
                                    message.mantissa = [];
                                reader.sint64s(message.mantissa);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.mantissa && message.mantissa.length))
                                message.mantissa = [];
                            message.mantissa.push(reader.sint64());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.exponent && message.exponent.length))
                                    message.exponent = [];
                                reader.sint32s(message.exponent);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.exponent && message.exponent.length))
                                message.exponent = [];
                            message.exponent.push(reader.sint32());
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.real && message.real.length))
                                    message.real = [];
                                reader.doubles(message.real);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.real && message.real.length))
                                message.real = [];
                            message.real.push(reader.double());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MetricColumns;
        })();

        v1.SecurityColumns = (function() {

            /**
             * Properties of a SecurityColumns.
             * @typedef {Object} eucora.v1.SecurityColumns.$Properties
             * @property {Array.<number>|null} [code] SecurityColumns code
             * @property {Array.<number>|null} [severity] SecurityColumns severity
             * @property {Array.<number>|null} [detail] SecurityColumns detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SecurityColumns.
             * @memberof eucora.v1
             * @interface ISecurityColumns
             * @augments eucora.v1.SecurityColumns.$Properties
             * @deprecated Use eucora.v1.SecurityColumns.$Properties instead.
             */

            /**
             * Shape of a SecurityColumns.
             * @typedef {eucora.v1.SecurityColumns.$Properties} eucora.v1.SecurityColumns.$Shape
             */

            /**
             * Constructs a new SecurityColumns.
             * @memberof eucora.v1
             * @classdesc Represents a SecurityColumns.
             * @constructor
             * @param {eucora.v1.SecurityColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SecurityColumns = function (properties) {
                this.code = [];
                this.severity = [];
                this.detail = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SecurityColumns code.
             * @member {Array.<number>} code
             * @memberof eucora.v1.SecurityColumns
             * @instance
             */
            SecurityColumns.prototype.code = $util.emptyArray;

            /**
             * SecurityColumns severity.
             * @member {Array.<number>} severity
             * @memberof eucora.v1.SecurityColumns
             * @instance
             */
            SecurityColumns.prototype.severity = $util.emptyArray;

            /**
             * SecurityColumns detail.
             * @member {Array.<number>} detail
             * @memberof eucora.v1.SecurityColumns
             * @instance
             */
            SecurityColumns.prototype.detail = $util.emptyArray;

            /**
             * Encodes the specified SecurityColumns message. Does not implicitly {@link eucora.v1.SecurityColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SecurityColumns
             * @static
             * @param {eucora.v1.SecurityColumns.$Properties} message SecurityColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SecurityColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && message.code.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.code);
                if (message.severity != null && message.severity.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.severity);
                if (message.detail != null && message.detail.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SecurityColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SecurityColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SecurityColumns & eucora.v1.SecurityColumns.$Shape} SecurityColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SecurityColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SecurityColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.code && message.code.length))
                                    message.code = [];
                                reader.uint32s(message.code);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.code && message.code.length))
                                message.code = [];
                            message.code.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.severity && message.severity.length))
                                    message.severity = [];
                                reader.uint32s(message.severity);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.severity && message.severity.length))
                                message.severity = [];
                            message.severity.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.detail && message.detail.length))
                                    message.detail = [];
                                reader.uint32s(message.detail);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.detail && message.detail.length))
                                message.detail = [];
                            message.detail.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SecurityColumns;
        })();

        v1.Opaque = (function() {

            /**
             * Properties of an Opaque.
             * @typedef {Object} eucora.v1.Opaque.$Properties
             * @property {number|null} [type] Opaque type
             * @property {Uint8Array|null} [body] Opaque body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Opaque.
             * @memberof eucora.v1
             * @interface IOpaque
             * @augments eucora.v1.Opaque.$Properties
             * @deprecated Use eucora.v1.Opaque.$Properties instead.
             */

            /**
             * Shape of an Opaque.
             * @typedef {eucora.v1.Opaque.$Properties} eucora.v1.Opaque.$Shape
             */

            /**
             * Constructs a new Opaque.
             * @memberof eucora.v1
             * @classdesc Represents an Opaque.
             * @constructor
             * @param {eucora.v1.Opaque.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Opaque = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Opaque type.
             * @member {number} type
             * @memberof eucora.v1.Opaque
             * @instance
             */
            Opaque.prototype.type = 0;

            /**
             * Opaque body.
             * @member {Uint8Array} body
             * @memberof eucora.v1.Opaque
             * @instance
             */
            Opaque.prototype.body = $util.newBuffer([]);

            /**
             * Encodes the specified Opaque message. Does not implicitly {@link eucora.v1.Opaque.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Opaque
             * @static
             * @param {eucora.v1.Opaque.$Properties} message Opaque message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Opaque.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.type);
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.body);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Opaque message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Opaque
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Opaque & eucora.v1.Opaque.$Shape} Opaque
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Opaque.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Opaque();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Opaque;
        })();

        v1.PersonalName = (function() {

            /**
             * Properties of a PersonalName.
             * @typedef {Object} eucora.v1.PersonalName.$Properties
             * @property {number|null} [subject] PersonalName subject
             * @property {number|null} [role] PersonalName role
             * @property {Uint8Array|null} [nonce] PersonalName nonce
             * @property {Uint8Array|null} [ciphertext] PersonalName ciphertext
             * @property {Array.<eucora.v1.WrappedKey.$Properties>|null} [keys] PersonalName keys
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PersonalName.
             * @memberof eucora.v1
             * @interface IPersonalName
             * @augments eucora.v1.PersonalName.$Properties
             * @deprecated Use eucora.v1.PersonalName.$Properties instead.
             */

            /**
             * Shape of a PersonalName.
             * @typedef {eucora.v1.PersonalName.$Properties} eucora.v1.PersonalName.$Shape
             */

            /**
             * Constructs a new PersonalName.
             * @memberof eucora.v1
             * @classdesc Represents a PersonalName.
             * @constructor
             * @param {eucora.v1.PersonalName.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PersonalName = function (properties) {
                this.keys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PersonalName subject.
             * @member {number} subject
             * @memberof eucora.v1.PersonalName
             * @instance
             */
            PersonalName.prototype.subject = 0;

            /**
             * PersonalName role.
             * @member {number} role
             * @memberof eucora.v1.PersonalName
             * @instance
             */
            PersonalName.prototype.role = 0;

            /**
             * PersonalName nonce.
             * @member {Uint8Array} nonce
             * @memberof eucora.v1.PersonalName
             * @instance
             */
            PersonalName.prototype.nonce = $util.newBuffer([]);

            /**
             * PersonalName ciphertext.
             * @member {Uint8Array} ciphertext
             * @memberof eucora.v1.PersonalName
             * @instance
             */
            PersonalName.prototype.ciphertext = $util.newBuffer([]);

            /**
             * PersonalName keys.
             * @member {Array.<eucora.v1.WrappedKey.$Properties>} keys
             * @memberof eucora.v1.PersonalName
             * @instance
             */
            PersonalName.prototype.keys = $util.emptyArray;

            /**
             * Encodes the specified PersonalName message. Does not implicitly {@link eucora.v1.PersonalName.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.PersonalName
             * @static
             * @param {eucora.v1.PersonalName.$Properties} message PersonalName message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PersonalName.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.subject);
                if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.role);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nonce);
                if (message.ciphertext != null && $Object.hasOwnProperty.call(message, "ciphertext") && message.ciphertext.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ciphertext);
                if (message.keys != null && message.keys.length)
                    for (let i = 0; i < message.keys.length; ++i)
                        $root.eucora.v1.WrappedKey.encode(message.keys[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PersonalName message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.PersonalName
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.PersonalName & eucora.v1.PersonalName.$Shape} PersonalName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PersonalName.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.PersonalName();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.role = value;
                            else
                                delete message.role;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ciphertext = value;
                            else
                                delete message.ciphertext;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            message.keys.push($root.eucora.v1.WrappedKey.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PersonalName;
        })();

        v1.WrappedKey = (function() {

            /**
             * Properties of a WrappedKey.
             * @typedef {Object} eucora.v1.WrappedKey.$Properties
             * @property {Uint8Array|null} [recipient] WrappedKey recipient
             * @property {Uint8Array|null} [ephemeral] WrappedKey ephemeral
             * @property {Uint8Array|null} [box] WrappedKey box
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WrappedKey.
             * @memberof eucora.v1
             * @interface IWrappedKey
             * @augments eucora.v1.WrappedKey.$Properties
             * @deprecated Use eucora.v1.WrappedKey.$Properties instead.
             */

            /**
             * Shape of a WrappedKey.
             * @typedef {eucora.v1.WrappedKey.$Properties} eucora.v1.WrappedKey.$Shape
             */

            /**
             * Constructs a new WrappedKey.
             * @memberof eucora.v1
             * @classdesc Represents a WrappedKey.
             * @constructor
             * @param {eucora.v1.WrappedKey.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WrappedKey = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WrappedKey recipient.
             * @member {Uint8Array} recipient
             * @memberof eucora.v1.WrappedKey
             * @instance
             */
            WrappedKey.prototype.recipient = $util.newBuffer([]);

            /**
             * WrappedKey ephemeral.
             * @member {Uint8Array} ephemeral
             * @memberof eucora.v1.WrappedKey
             * @instance
             */
            WrappedKey.prototype.ephemeral = $util.newBuffer([]);

            /**
             * WrappedKey box.
             * @member {Uint8Array} box
             * @memberof eucora.v1.WrappedKey
             * @instance
             */
            WrappedKey.prototype.box = $util.newBuffer([]);

            /**
             * Encodes the specified WrappedKey message. Does not implicitly {@link eucora.v1.WrappedKey.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.WrappedKey
             * @static
             * @param {eucora.v1.WrappedKey.$Properties} message WrappedKey message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WrappedKey.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.recipient != null && $Object.hasOwnProperty.call(message, "recipient") && message.recipient.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.recipient);
                if (message.ephemeral != null && $Object.hasOwnProperty.call(message, "ephemeral") && message.ephemeral.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.ephemeral);
                if (message.box != null && $Object.hasOwnProperty.call(message, "box") && message.box.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.box);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WrappedKey message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.WrappedKey
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.WrappedKey & eucora.v1.WrappedKey.$Shape} WrappedKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WrappedKey.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.WrappedKey();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.recipient = value;
                            else
                                delete message.recipient;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ephemeral = value;
                            else
                                delete message.ephemeral;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.box = value;
                            else
                                delete message.box;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WrappedKey;
        })();

        v1.CollectorColumns = (function() {

            /**
             * Properties of a CollectorColumns.
             * @typedef {Object} eucora.v1.CollectorColumns.$Properties
             * @property {Array.<number>|null} [name] CollectorColumns name
             * @property {Array.<number>|null} [status] CollectorColumns status
             * @property {Array.<number>|null} [runs] CollectorColumns runs
             * @property {Array.<number>|null} [wallMsLast] CollectorColumns wallMsLast
             * @property {Array.<number>|null} [cpuMsTotal] CollectorColumns cpuMsTotal
             * @property {Array.<number>|null} [items] CollectorColumns items
             * @property {Array.<number>|null} [detail] CollectorColumns detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CollectorColumns.
             * @memberof eucora.v1
             * @interface ICollectorColumns
             * @augments eucora.v1.CollectorColumns.$Properties
             * @deprecated Use eucora.v1.CollectorColumns.$Properties instead.
             */

            /**
             * Shape of a CollectorColumns.
             * @typedef {eucora.v1.CollectorColumns.$Properties} eucora.v1.CollectorColumns.$Shape
             */

            /**
             * Constructs a new CollectorColumns.
             * @memberof eucora.v1
             * @classdesc Represents a CollectorColumns.
             * @constructor
             * @param {eucora.v1.CollectorColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CollectorColumns = function (properties) {
                this.name = [];
                this.status = [];
                this.runs = [];
                this.wallMsLast = [];
                this.cpuMsTotal = [];
                this.items = [];
                this.detail = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CollectorColumns name.
             * @member {Array.<number>} name
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.name = $util.emptyArray;

            /**
             * CollectorColumns status.
             * @member {Array.<number>} status
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.status = $util.emptyArray;

            /**
             * CollectorColumns runs.
             * @member {Array.<number>} runs
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.runs = $util.emptyArray;

            /**
             * CollectorColumns wallMsLast.
             * @member {Array.<number>} wallMsLast
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.wallMsLast = $util.emptyArray;

            /**
             * CollectorColumns cpuMsTotal.
             * @member {Array.<number>} cpuMsTotal
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.cpuMsTotal = $util.emptyArray;

            /**
             * CollectorColumns items.
             * @member {Array.<number>} items
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.items = $util.emptyArray;

            /**
             * CollectorColumns detail.
             * @member {Array.<number>} detail
             * @memberof eucora.v1.CollectorColumns
             * @instance
             */
            CollectorColumns.prototype.detail = $util.emptyArray;

            /**
             * Encodes the specified CollectorColumns message. Does not implicitly {@link eucora.v1.CollectorColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CollectorColumns
             * @static
             * @param {eucora.v1.CollectorColumns.$Properties} message CollectorColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CollectorColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && message.name.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.name);
                if (message.status != null && message.status.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.status);
                if (message.runs != null && message.runs.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.runs);
                if (message.wallMsLast != null && message.wallMsLast.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.wallMsLast);
                if (message.cpuMsTotal != null && message.cpuMsTotal.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.cpuMsTotal);
                if (message.items != null && message.items.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).uint32s(message.items);
                if (message.detail != null && message.detail.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CollectorColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CollectorColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CollectorColumns & eucora.v1.CollectorColumns.$Shape} CollectorColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CollectorColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CollectorColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.name && message.name.length))
                                    message.name = [];
                                reader.uint32s(message.name);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.name && message.name.length))
                                message.name = [];
                            message.name.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.status && message.status.length))
                                    message.status = [];
                                reader.uint32s(message.status);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.status && message.status.length))
                                message.status = [];
                            message.status.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.runs && message.runs.length))
                                    message.runs = [];
                                reader.uint32s(message.runs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.runs && message.runs.length))
                                message.runs = [];
                            message.runs.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.wallMsLast && message.wallMsLast.length))
                                    message.wallMsLast = [];
                                reader.uint32s(message.wallMsLast);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.wallMsLast && message.wallMsLast.length))
                                message.wallMsLast = [];
                            message.wallMsLast.push(reader.uint32());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.cpuMsTotal && message.cpuMsTotal.length))
                                    message.cpuMsTotal = [];
                                reader.uint32s(message.cpuMsTotal);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.cpuMsTotal && message.cpuMsTotal.length))
                                message.cpuMsTotal = [];
                            message.cpuMsTotal.push(reader.uint32());
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.items && message.items.length))
                                    message.items = [];
                                reader.uint32s(message.items);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push(reader.uint32());
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.detail && message.detail.length))
                                    message.detail = [];
                                reader.uint32s(message.detail);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.detail && message.detail.length))
                                message.detail = [];
                            message.detail.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CollectorColumns;
        })();

        v1.ShortProgramColumns = (function() {

            /**
             * Properties of a ShortProgramColumns.
             * @typedef {Object} eucora.v1.ShortProgramColumns.$Properties
             * @property {Array.<number>|null} [program] ShortProgramColumns program
             * @property {Array.<number>|null} [count] ShortProgramColumns count
             * @property {Array.<number>|null} [fromBeforeAnchorMs] ShortProgramColumns fromBeforeAnchorMs
             * @property {Array.<number>|null} [toBeforeAnchorMs] ShortProgramColumns toBeforeAnchorMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ShortProgramColumns.
             * @memberof eucora.v1
             * @interface IShortProgramColumns
             * @augments eucora.v1.ShortProgramColumns.$Properties
             * @deprecated Use eucora.v1.ShortProgramColumns.$Properties instead.
             */

            /**
             * Shape of a ShortProgramColumns.
             * @typedef {eucora.v1.ShortProgramColumns.$Properties} eucora.v1.ShortProgramColumns.$Shape
             */

            /**
             * Constructs a new ShortProgramColumns.
             * @memberof eucora.v1
             * @classdesc Represents a ShortProgramColumns.
             * @constructor
             * @param {eucora.v1.ShortProgramColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ShortProgramColumns = function (properties) {
                this.program = [];
                this.count = [];
                this.fromBeforeAnchorMs = [];
                this.toBeforeAnchorMs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ShortProgramColumns program.
             * @member {Array.<number>} program
             * @memberof eucora.v1.ShortProgramColumns
             * @instance
             */
            ShortProgramColumns.prototype.program = $util.emptyArray;

            /**
             * ShortProgramColumns count.
             * @member {Array.<number>} count
             * @memberof eucora.v1.ShortProgramColumns
             * @instance
             */
            ShortProgramColumns.prototype.count = $util.emptyArray;

            /**
             * ShortProgramColumns fromBeforeAnchorMs.
             * @member {Array.<number>} fromBeforeAnchorMs
             * @memberof eucora.v1.ShortProgramColumns
             * @instance
             */
            ShortProgramColumns.prototype.fromBeforeAnchorMs = $util.emptyArray;

            /**
             * ShortProgramColumns toBeforeAnchorMs.
             * @member {Array.<number>} toBeforeAnchorMs
             * @memberof eucora.v1.ShortProgramColumns
             * @instance
             */
            ShortProgramColumns.prototype.toBeforeAnchorMs = $util.emptyArray;

            /**
             * Encodes the specified ShortProgramColumns message. Does not implicitly {@link eucora.v1.ShortProgramColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ShortProgramColumns
             * @static
             * @param {eucora.v1.ShortProgramColumns.$Properties} message ShortProgramColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ShortProgramColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.program != null && message.program.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.program);
                if (message.count != null && message.count.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.count);
                if (message.fromBeforeAnchorMs != null && message.fromBeforeAnchorMs.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.fromBeforeAnchorMs);
                if (message.toBeforeAnchorMs != null && message.toBeforeAnchorMs.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.toBeforeAnchorMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ShortProgramColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ShortProgramColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ShortProgramColumns & eucora.v1.ShortProgramColumns.$Shape} ShortProgramColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ShortProgramColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ShortProgramColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.program && message.program.length))
                                    message.program = [];
                                reader.uint32s(message.program);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.program && message.program.length))
                                message.program = [];
                            message.program.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.count && message.count.length))
                                    message.count = [];
                                reader.uint32s(message.count);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.count && message.count.length))
                                message.count = [];
                            message.count.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.fromBeforeAnchorMs && message.fromBeforeAnchorMs.length))
                                    message.fromBeforeAnchorMs = [];
                                reader.sint64s(message.fromBeforeAnchorMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.fromBeforeAnchorMs && message.fromBeforeAnchorMs.length))
                                message.fromBeforeAnchorMs = [];
                            message.fromBeforeAnchorMs.push(reader.sint64());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.toBeforeAnchorMs && message.toBeforeAnchorMs.length))
                                    message.toBeforeAnchorMs = [];
                                reader.sint64s(message.toBeforeAnchorMs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.toBeforeAnchorMs && message.toBeforeAnchorMs.length))
                                message.toBeforeAnchorMs = [];
                            message.toBeforeAnchorMs.push(reader.sint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ShortProgramColumns;
        })();

        v1.MeasurementColumns = (function() {

            /**
             * Properties of a MeasurementColumns.
             * @typedef {Object} eucora.v1.MeasurementColumns.$Properties
             * @property {Array.<number>|null} [what] MeasurementColumns what
             * @property {Array.<number>|null} [state] MeasurementColumns state
             * @property {Array.<number>|null} [reason] MeasurementColumns reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MeasurementColumns.
             * @memberof eucora.v1
             * @interface IMeasurementColumns
             * @augments eucora.v1.MeasurementColumns.$Properties
             * @deprecated Use eucora.v1.MeasurementColumns.$Properties instead.
             */

            /**
             * Shape of a MeasurementColumns.
             * @typedef {eucora.v1.MeasurementColumns.$Properties} eucora.v1.MeasurementColumns.$Shape
             */

            /**
             * Constructs a new MeasurementColumns.
             * @memberof eucora.v1
             * @classdesc Represents a MeasurementColumns.
             * @constructor
             * @param {eucora.v1.MeasurementColumns.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MeasurementColumns = function (properties) {
                this.what = [];
                this.state = [];
                this.reason = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MeasurementColumns what.
             * @member {Array.<number>} what
             * @memberof eucora.v1.MeasurementColumns
             * @instance
             */
            MeasurementColumns.prototype.what = $util.emptyArray;

            /**
             * MeasurementColumns state.
             * @member {Array.<number>} state
             * @memberof eucora.v1.MeasurementColumns
             * @instance
             */
            MeasurementColumns.prototype.state = $util.emptyArray;

            /**
             * MeasurementColumns reason.
             * @member {Array.<number>} reason
             * @memberof eucora.v1.MeasurementColumns
             * @instance
             */
            MeasurementColumns.prototype.reason = $util.emptyArray;

            /**
             * Encodes the specified MeasurementColumns message. Does not implicitly {@link eucora.v1.MeasurementColumns.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.MeasurementColumns
             * @static
             * @param {eucora.v1.MeasurementColumns.$Properties} message MeasurementColumns message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MeasurementColumns.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.what != null && message.what.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.what);
                if (message.state != null && message.state.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.state);
                if (message.reason != null && message.reason.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MeasurementColumns message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.MeasurementColumns
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.MeasurementColumns & eucora.v1.MeasurementColumns.$Shape} MeasurementColumns
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MeasurementColumns.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.MeasurementColumns();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.what && message.what.length))
                                    message.what = [];
                                reader.uint32s(message.what);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.what && message.what.length))
                                message.what = [];
                            message.what.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.state && message.state.length))
                                    message.state = [];
                                reader.uint32s(message.state);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.state && message.state.length))
                                message.state = [];
                            message.state.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.reason && message.reason.length))
                                    message.reason = [];
                                reader.uint32s(message.reason);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.reason && message.reason.length))
                                message.reason = [];
                            message.reason.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MeasurementColumns;
        })();

        v1.ArtifactAsk = (function() {

            /**
             * Properties of an ArtifactAsk.
             * @typedef {Object} eucora.v1.ArtifactAsk.$Properties
             * @property {number|null} [version] ArtifactAsk version
             * @property {Uint8Array|null} [sha256] ArtifactAsk sha256
             * @property {number|null} [offset] ArtifactAsk offset
             * @property {number|null} [length] ArtifactAsk length
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ArtifactAsk.
             * @memberof eucora.v1
             * @interface IArtifactAsk
             * @augments eucora.v1.ArtifactAsk.$Properties
             * @deprecated Use eucora.v1.ArtifactAsk.$Properties instead.
             */

            /**
             * Shape of an ArtifactAsk.
             * @typedef {eucora.v1.ArtifactAsk.$Properties} eucora.v1.ArtifactAsk.$Shape
             */

            /**
             * Constructs a new ArtifactAsk.
             * @memberof eucora.v1
             * @classdesc Represents an ArtifactAsk.
             * @constructor
             * @param {eucora.v1.ArtifactAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ArtifactAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ArtifactAsk version.
             * @member {number} version
             * @memberof eucora.v1.ArtifactAsk
             * @instance
             */
            ArtifactAsk.prototype.version = 0;

            /**
             * ArtifactAsk sha256.
             * @member {Uint8Array} sha256
             * @memberof eucora.v1.ArtifactAsk
             * @instance
             */
            ArtifactAsk.prototype.sha256 = $util.newBuffer([]);

            /**
             * ArtifactAsk offset.
             * @member {number} offset
             * @memberof eucora.v1.ArtifactAsk
             * @instance
             */
            ArtifactAsk.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ArtifactAsk length.
             * @member {number} length
             * @memberof eucora.v1.ArtifactAsk
             * @instance
             */
            ArtifactAsk.prototype.length = 0;

            /**
             * Encodes the specified ArtifactAsk message. Does not implicitly {@link eucora.v1.ArtifactAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ArtifactAsk
             * @static
             * @param {eucora.v1.ArtifactAsk.$Properties} message ArtifactAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ArtifactAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sha256);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.offset);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.length);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ArtifactAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ArtifactAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ArtifactAsk & eucora.v1.ArtifactAsk.$Shape} ArtifactAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ArtifactAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ArtifactAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ArtifactAsk;
        })();

        v1.ArtifactReply = (function() {

            /**
             * Properties of an ArtifactReply.
             * @typedef {Object} eucora.v1.ArtifactReply.$Properties
             * @property {Uint8Array|null} [bytes] ArtifactReply bytes
             * @property {number|null} [total] ArtifactReply total
             * @property {number|null} [state] ArtifactReply state
             * @property {number|null} [retryAfterMs] ArtifactReply retryAfterMs
             * @property {number|null} [held] ArtifactReply held
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ArtifactReply.
             * @memberof eucora.v1
             * @interface IArtifactReply
             * @augments eucora.v1.ArtifactReply.$Properties
             * @deprecated Use eucora.v1.ArtifactReply.$Properties instead.
             */

            /**
             * Shape of an ArtifactReply.
             * @typedef {eucora.v1.ArtifactReply.$Properties} eucora.v1.ArtifactReply.$Shape
             */

            /**
             * Constructs a new ArtifactReply.
             * @memberof eucora.v1
             * @classdesc Represents an ArtifactReply.
             * @constructor
             * @param {eucora.v1.ArtifactReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ArtifactReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ArtifactReply bytes.
             * @member {Uint8Array} bytes
             * @memberof eucora.v1.ArtifactReply
             * @instance
             */
            ArtifactReply.prototype.bytes = $util.newBuffer([]);

            /**
             * ArtifactReply total.
             * @member {number} total
             * @memberof eucora.v1.ArtifactReply
             * @instance
             */
            ArtifactReply.prototype.total = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ArtifactReply state.
             * @member {number} state
             * @memberof eucora.v1.ArtifactReply
             * @instance
             */
            ArtifactReply.prototype.state = 0;

            /**
             * ArtifactReply retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof eucora.v1.ArtifactReply
             * @instance
             */
            ArtifactReply.prototype.retryAfterMs = 0;

            /**
             * ArtifactReply held.
             * @member {number} held
             * @memberof eucora.v1.ArtifactReply
             * @instance
             */
            ArtifactReply.prototype.held = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified ArtifactReply message. Does not implicitly {@link eucora.v1.ArtifactReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ArtifactReply
             * @static
             * @param {eucora.v1.ArtifactReply.$Properties} message ArtifactReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ArtifactReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bytes);
                if (message.total != null && $Object.hasOwnProperty.call(message, "total") && (typeof message.total === "object" ? message.total.low || message.total.high : message.total !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.total);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.state);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.retryAfterMs);
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && (typeof message.held === "object" ? message.held.low || message.held.high : message.held !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.held);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ArtifactReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ArtifactReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ArtifactReply & eucora.v1.ArtifactReply.$Shape} ArtifactReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ArtifactReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ArtifactReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.total = value;
                            else
                                delete message.total;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ArtifactReply;
        })();

        v1.ChunksAsk = (function() {

            /**
             * Properties of a ChunksAsk.
             * @typedef {Object} eucora.v1.ChunksAsk.$Properties
             * @property {number|null} [version] ChunksAsk version
             * @property {Uint8Array|null} [sha256] ChunksAsk sha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChunksAsk.
             * @memberof eucora.v1
             * @interface IChunksAsk
             * @augments eucora.v1.ChunksAsk.$Properties
             * @deprecated Use eucora.v1.ChunksAsk.$Properties instead.
             */

            /**
             * Shape of a ChunksAsk.
             * @typedef {eucora.v1.ChunksAsk.$Properties} eucora.v1.ChunksAsk.$Shape
             */

            /**
             * Constructs a new ChunksAsk.
             * @memberof eucora.v1
             * @classdesc Represents a ChunksAsk.
             * @constructor
             * @param {eucora.v1.ChunksAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChunksAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ChunksAsk version.
             * @member {number} version
             * @memberof eucora.v1.ChunksAsk
             * @instance
             */
            ChunksAsk.prototype.version = 0;

            /**
             * ChunksAsk sha256.
             * @member {Uint8Array} sha256
             * @memberof eucora.v1.ChunksAsk
             * @instance
             */
            ChunksAsk.prototype.sha256 = $util.newBuffer([]);

            /**
             * Encodes the specified ChunksAsk message. Does not implicitly {@link eucora.v1.ChunksAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ChunksAsk
             * @static
             * @param {eucora.v1.ChunksAsk.$Properties} message ChunksAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChunksAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChunksAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ChunksAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ChunksAsk & eucora.v1.ChunksAsk.$Shape} ChunksAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChunksAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ChunksAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChunksAsk;
        })();

        v1.ChunksReply = (function() {

            /**
             * Properties of a ChunksReply.
             * @typedef {Object} eucora.v1.ChunksReply.$Properties
             * @property {Uint8Array|null} [hashes] ChunksReply hashes
             * @property {number|null} [retryAfterMs] ChunksReply retryAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChunksReply.
             * @memberof eucora.v1
             * @interface IChunksReply
             * @augments eucora.v1.ChunksReply.$Properties
             * @deprecated Use eucora.v1.ChunksReply.$Properties instead.
             */

            /**
             * Shape of a ChunksReply.
             * @typedef {eucora.v1.ChunksReply.$Properties} eucora.v1.ChunksReply.$Shape
             */

            /**
             * Constructs a new ChunksReply.
             * @memberof eucora.v1
             * @classdesc Represents a ChunksReply.
             * @constructor
             * @param {eucora.v1.ChunksReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChunksReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ChunksReply hashes.
             * @member {Uint8Array} hashes
             * @memberof eucora.v1.ChunksReply
             * @instance
             */
            ChunksReply.prototype.hashes = $util.newBuffer([]);

            /**
             * ChunksReply retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof eucora.v1.ChunksReply
             * @instance
             */
            ChunksReply.prototype.retryAfterMs = 0;

            /**
             * Encodes the specified ChunksReply message. Does not implicitly {@link eucora.v1.ChunksReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ChunksReply
             * @static
             * @param {eucora.v1.ChunksReply.$Properties} message ChunksReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChunksReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes") && message.hashes.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hashes);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.retryAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChunksReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ChunksReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ChunksReply & eucora.v1.ChunksReply.$Shape} ChunksReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChunksReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ChunksReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hashes = value;
                            else
                                delete message.hashes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChunksReply;
        })();

        v1.TrustAsk = (function() {

            /**
             * Properties of a TrustAsk.
             * @typedef {Object} eucora.v1.TrustAsk.$Properties
             * @property {number|null} [version] TrustAsk version
             * @property {string|null} [name] TrustAsk name
             * @property {number|null} [offset] TrustAsk offset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TrustAsk.
             * @memberof eucora.v1
             * @interface ITrustAsk
             * @augments eucora.v1.TrustAsk.$Properties
             * @deprecated Use eucora.v1.TrustAsk.$Properties instead.
             */

            /**
             * Shape of a TrustAsk.
             * @typedef {eucora.v1.TrustAsk.$Properties} eucora.v1.TrustAsk.$Shape
             */

            /**
             * Constructs a new TrustAsk.
             * @memberof eucora.v1
             * @classdesc Represents a TrustAsk.
             * @constructor
             * @param {eucora.v1.TrustAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TrustAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TrustAsk version.
             * @member {number} version
             * @memberof eucora.v1.TrustAsk
             * @instance
             */
            TrustAsk.prototype.version = 0;

            /**
             * TrustAsk name.
             * @member {string} name
             * @memberof eucora.v1.TrustAsk
             * @instance
             */
            TrustAsk.prototype.name = "";

            /**
             * TrustAsk offset.
             * @member {number} offset
             * @memberof eucora.v1.TrustAsk
             * @instance
             */
            TrustAsk.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified TrustAsk message. Does not implicitly {@link eucora.v1.TrustAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.TrustAsk
             * @static
             * @param {eucora.v1.TrustAsk.$Properties} message TrustAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TrustAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.offset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TrustAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.TrustAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.TrustAsk & eucora.v1.TrustAsk.$Shape} TrustAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TrustAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.TrustAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TrustAsk;
        })();

        v1.TrustReply = (function() {

            /**
             * Properties of a TrustReply.
             * @typedef {Object} eucora.v1.TrustReply.$Properties
             * @property {Uint8Array|null} [bytes] TrustReply bytes
             * @property {number|null} [total] TrustReply total
             * @property {boolean|null} [held] TrustReply held
             * @property {number|null} [retryAfterMs] TrustReply retryAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TrustReply.
             * @memberof eucora.v1
             * @interface ITrustReply
             * @augments eucora.v1.TrustReply.$Properties
             * @deprecated Use eucora.v1.TrustReply.$Properties instead.
             */

            /**
             * Shape of a TrustReply.
             * @typedef {eucora.v1.TrustReply.$Properties} eucora.v1.TrustReply.$Shape
             */

            /**
             * Constructs a new TrustReply.
             * @memberof eucora.v1
             * @classdesc Represents a TrustReply.
             * @constructor
             * @param {eucora.v1.TrustReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TrustReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TrustReply bytes.
             * @member {Uint8Array} bytes
             * @memberof eucora.v1.TrustReply
             * @instance
             */
            TrustReply.prototype.bytes = $util.newBuffer([]);

            /**
             * TrustReply total.
             * @member {number} total
             * @memberof eucora.v1.TrustReply
             * @instance
             */
            TrustReply.prototype.total = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TrustReply held.
             * @member {boolean} held
             * @memberof eucora.v1.TrustReply
             * @instance
             */
            TrustReply.prototype.held = false;

            /**
             * TrustReply retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof eucora.v1.TrustReply
             * @instance
             */
            TrustReply.prototype.retryAfterMs = 0;

            /**
             * Encodes the specified TrustReply message. Does not implicitly {@link eucora.v1.TrustReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.TrustReply
             * @static
             * @param {eucora.v1.TrustReply.$Properties} message TrustReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TrustReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bytes);
                if (message.total != null && $Object.hasOwnProperty.call(message, "total") && (typeof message.total === "object" ? message.total.low || message.total.high : message.total !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.total);
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.held);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.retryAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TrustReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.TrustReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.TrustReply & eucora.v1.TrustReply.$Shape} TrustReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TrustReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.TrustReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.total = value;
                            else
                                delete message.total;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TrustReply;
        })();

        v1.DoorReply = (function() {

            /**
             * Properties of a DoorReply.
             * @typedef {Object} eucora.v1.DoorReply.$Properties
             * @property {string|null} [url] DoorReply url
             * @property {number|null} [port] DoorReply port
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DoorReply.
             * @memberof eucora.v1
             * @interface IDoorReply
             * @augments eucora.v1.DoorReply.$Properties
             * @deprecated Use eucora.v1.DoorReply.$Properties instead.
             */

            /**
             * Shape of a DoorReply.
             * @typedef {eucora.v1.DoorReply.$Properties} eucora.v1.DoorReply.$Shape
             */

            /**
             * Constructs a new DoorReply.
             * @memberof eucora.v1
             * @classdesc Represents a DoorReply.
             * @constructor
             * @param {eucora.v1.DoorReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DoorReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DoorReply url.
             * @member {string} url
             * @memberof eucora.v1.DoorReply
             * @instance
             */
            DoorReply.prototype.url = "";

            /**
             * DoorReply port.
             * @member {number} port
             * @memberof eucora.v1.DoorReply
             * @instance
             */
            DoorReply.prototype.port = 0;

            /**
             * Encodes the specified DoorReply message. Does not implicitly {@link eucora.v1.DoorReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DoorReply
             * @static
             * @param {eucora.v1.DoorReply.$Properties} message DoorReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DoorReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.url);
                if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.port);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DoorReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DoorReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DoorReply & eucora.v1.DoorReply.$Shape} DoorReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DoorReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DoorReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.url = value;
                            else
                                delete message.url;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.port = value;
                            else
                                delete message.port;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DoorReply;
        })();

        v1.CacheTip = (function() {

            /**
             * Properties of a CacheTip.
             * @typedef {Object} eucora.v1.CacheTip.$Properties
             * @property {number|null} [heldBytes] CacheTip heldBytes
             * @property {number|null} [freeBytes] CacheTip freeBytes
             * @property {number|null} [savedBytes] CacheTip savedBytes
             * @property {Array.<eucora.v1.CacheItem.$Properties>|null} [items] CacheTip items
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CacheTip.
             * @memberof eucora.v1
             * @interface ICacheTip
             * @augments eucora.v1.CacheTip.$Properties
             * @deprecated Use eucora.v1.CacheTip.$Properties instead.
             */

            /**
             * Shape of a CacheTip.
             * @typedef {eucora.v1.CacheTip.$Properties} eucora.v1.CacheTip.$Shape
             */

            /**
             * Constructs a new CacheTip.
             * @memberof eucora.v1
             * @classdesc Represents a CacheTip.
             * @constructor
             * @param {eucora.v1.CacheTip.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CacheTip = function (properties) {
                this.items = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CacheTip heldBytes.
             * @member {number} heldBytes
             * @memberof eucora.v1.CacheTip
             * @instance
             */
            CacheTip.prototype.heldBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheTip freeBytes.
             * @member {number} freeBytes
             * @memberof eucora.v1.CacheTip
             * @instance
             */
            CacheTip.prototype.freeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheTip savedBytes.
             * @member {number} savedBytes
             * @memberof eucora.v1.CacheTip
             * @instance
             */
            CacheTip.prototype.savedBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheTip items.
             * @member {Array.<eucora.v1.CacheItem.$Properties>} items
             * @memberof eucora.v1.CacheTip
             * @instance
             */
            CacheTip.prototype.items = $util.emptyArray;

            /**
             * Encodes the specified CacheTip message. Does not implicitly {@link eucora.v1.CacheTip.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CacheTip
             * @static
             * @param {eucora.v1.CacheTip.$Properties} message CacheTip message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CacheTip.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.heldBytes != null && $Object.hasOwnProperty.call(message, "heldBytes") && (typeof message.heldBytes === "object" ? message.heldBytes.low || message.heldBytes.high : message.heldBytes !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.heldBytes);
                if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes") && (typeof message.freeBytes === "object" ? message.freeBytes.low || message.freeBytes.high : message.freeBytes !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.freeBytes);
                if (message.savedBytes != null && $Object.hasOwnProperty.call(message, "savedBytes") && (typeof message.savedBytes === "object" ? message.savedBytes.low || message.savedBytes.high : message.savedBytes !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.savedBytes);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.eucora.v1.CacheItem.encode(message.items[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CacheTip message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CacheTip
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CacheTip & eucora.v1.CacheTip.$Shape} CacheTip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CacheTip.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CacheTip();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.heldBytes = value;
                            else
                                delete message.heldBytes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.freeBytes = value;
                            else
                                delete message.freeBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.savedBytes = value;
                            else
                                delete message.savedBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.eucora.v1.CacheItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CacheTip;
        })();

        v1.CacheItem = (function() {

            /**
             * Properties of a CacheItem.
             * @typedef {Object} eucora.v1.CacheItem.$Properties
             * @property {Uint8Array|null} [sha256] CacheItem sha256
             * @property {number|null} [heldBytes] CacheItem heldBytes
             * @property {number|null} [state] CacheItem state
             * @property {number|null} [fetchedBytes] CacheItem fetchedBytes
             * @property {number|null} [savedBytes] CacheItem savedBytes
             * @property {string|null} [detail] CacheItem detail
             * @property {number|null} [finishInMs] CacheItem finishInMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CacheItem.
             * @memberof eucora.v1
             * @interface ICacheItem
             * @augments eucora.v1.CacheItem.$Properties
             * @deprecated Use eucora.v1.CacheItem.$Properties instead.
             */

            /**
             * Shape of a CacheItem.
             * @typedef {eucora.v1.CacheItem.$Properties} eucora.v1.CacheItem.$Shape
             */

            /**
             * Constructs a new CacheItem.
             * @memberof eucora.v1
             * @classdesc Represents a CacheItem.
             * @constructor
             * @param {eucora.v1.CacheItem.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CacheItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CacheItem sha256.
             * @member {Uint8Array} sha256
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.sha256 = $util.newBuffer([]);

            /**
             * CacheItem heldBytes.
             * @member {number} heldBytes
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.heldBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheItem state.
             * @member {number} state
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.state = 0;

            /**
             * CacheItem fetchedBytes.
             * @member {number} fetchedBytes
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.fetchedBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheItem savedBytes.
             * @member {number} savedBytes
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.savedBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CacheItem detail.
             * @member {string} detail
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.detail = "";

            /**
             * CacheItem finishInMs.
             * @member {number} finishInMs
             * @memberof eucora.v1.CacheItem
             * @instance
             */
            CacheItem.prototype.finishInMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified CacheItem message. Does not implicitly {@link eucora.v1.CacheItem.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CacheItem
             * @static
             * @param {eucora.v1.CacheItem.$Properties} message CacheItem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CacheItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.sha256);
                if (message.heldBytes != null && $Object.hasOwnProperty.call(message, "heldBytes") && (typeof message.heldBytes === "object" ? message.heldBytes.low || message.heldBytes.high : message.heldBytes !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.heldBytes);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.state);
                if (message.fetchedBytes != null && $Object.hasOwnProperty.call(message, "fetchedBytes") && (typeof message.fetchedBytes === "object" ? message.fetchedBytes.low || message.fetchedBytes.high : message.fetchedBytes !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.fetchedBytes);
                if (message.savedBytes != null && $Object.hasOwnProperty.call(message, "savedBytes") && (typeof message.savedBytes === "object" ? message.savedBytes.low || message.savedBytes.high : message.savedBytes !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.savedBytes);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.detail);
                if (message.finishInMs != null && $Object.hasOwnProperty.call(message, "finishInMs") && (typeof message.finishInMs === "object" ? message.finishInMs.low || message.finishInMs.high : message.finishInMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.finishInMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CacheItem message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CacheItem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CacheItem & eucora.v1.CacheItem.$Shape} CacheItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CacheItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CacheItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.heldBytes = value;
                            else
                                delete message.heldBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fetchedBytes = value;
                            else
                                delete message.fetchedBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.savedBytes = value;
                            else
                                delete message.savedBytes;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.finishInMs = value;
                            else
                                delete message.finishInMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CacheItem;
        })();

        v1.Signed = (function() {

            /**
             * Properties of a Signed.
             * @typedef {Object} eucora.v1.Signed.$Properties
             * @property {Uint8Array|null} [payload] Signed payload
             * @property {Array.<eucora.v1.Signature.$Properties>|null} [signatures] Signed signatures
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Signed.
             * @memberof eucora.v1
             * @interface ISigned
             * @augments eucora.v1.Signed.$Properties
             * @deprecated Use eucora.v1.Signed.$Properties instead.
             */

            /**
             * Shape of a Signed.
             * @typedef {eucora.v1.Signed.$Properties} eucora.v1.Signed.$Shape
             */

            /**
             * Constructs a new Signed.
             * @memberof eucora.v1
             * @classdesc Represents a Signed.
             * @constructor
             * @param {eucora.v1.Signed.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Signed = function (properties) {
                this.signatures = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Signed payload.
             * @member {Uint8Array} payload
             * @memberof eucora.v1.Signed
             * @instance
             */
            Signed.prototype.payload = $util.newBuffer([]);

            /**
             * Signed signatures.
             * @member {Array.<eucora.v1.Signature.$Properties>} signatures
             * @memberof eucora.v1.Signed
             * @instance
             */
            Signed.prototype.signatures = $util.emptyArray;

            /**
             * Encodes the specified Signed message. Does not implicitly {@link eucora.v1.Signed.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Signed
             * @static
             * @param {eucora.v1.Signed.$Properties} message Signed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Signed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                if (message.signatures != null && message.signatures.length)
                    for (let i = 0; i < message.signatures.length; ++i)
                        $root.eucora.v1.Signature.encode(message.signatures[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Signed message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Signed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Signed & eucora.v1.Signed.$Shape} Signed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Signed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Signed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.signatures && message.signatures.length))
                                message.signatures = [];
                            message.signatures.push($root.eucora.v1.Signature.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Signed;
        })();

        v1.Signature = (function() {

            /**
             * Properties of a Signature.
             * @typedef {Object} eucora.v1.Signature.$Properties
             * @property {Uint8Array|null} [keyId] Signature keyId
             * @property {Uint8Array|null} [value] Signature value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Signature.
             * @memberof eucora.v1
             * @interface ISignature
             * @augments eucora.v1.Signature.$Properties
             * @deprecated Use eucora.v1.Signature.$Properties instead.
             */

            /**
             * Shape of a Signature.
             * @typedef {eucora.v1.Signature.$Properties} eucora.v1.Signature.$Shape
             */

            /**
             * Constructs a new Signature.
             * @memberof eucora.v1
             * @classdesc Represents a Signature.
             * @constructor
             * @param {eucora.v1.Signature.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Signature = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Signature keyId.
             * @member {Uint8Array} keyId
             * @memberof eucora.v1.Signature
             * @instance
             */
            Signature.prototype.keyId = $util.newBuffer([]);

            /**
             * Signature value.
             * @member {Uint8Array} value
             * @memberof eucora.v1.Signature
             * @instance
             */
            Signature.prototype.value = $util.newBuffer([]);

            /**
             * Encodes the specified Signature message. Does not implicitly {@link eucora.v1.Signature.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Signature
             * @static
             * @param {eucora.v1.Signature.$Properties} message Signature message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Signature.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId") && message.keyId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.keyId);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Signature message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Signature
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Signature & eucora.v1.Signature.$Shape} Signature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Signature.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Signature();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.keyId = value;
                            else
                                delete message.keyId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Signature;
        })();

        v1.SegmentHeader = (function() {

            /**
             * Properties of a SegmentHeader.
             * @typedef {Object} eucora.v1.SegmentHeader.$Properties
             * @property {number|null} [version] SegmentHeader version
             * @property {string|null} [site] SegmentHeader site
             * @property {Uint8Array|null} [relayId] SegmentHeader relayId
             * @property {Uint8Array|null} [incarnation] SegmentHeader incarnation
             * @property {eucora.v1.Lane|null} [lane] SegmentHeader lane
             * @property {number|null} [seq] SegmentHeader seq
             * @property {Uint8Array|null} [prevHash] SegmentHeader prevHash
             * @property {Uint8Array|null} [bodyHash] SegmentHeader bodyHash
             * @property {number|null} [bodyBytes] SegmentHeader bodyBytes
             * @property {number|null} [compressedBytes] SegmentHeader compressedBytes
             * @property {number|null} [codec] SegmentHeader codec
             * @property {number|null} [batches] SegmentHeader batches
             * @property {number|null} [events] SegmentHeader events
             * @property {number|null} [firstPosition] SegmentHeader firstPosition
             * @property {number|null} [lastPosition] SegmentHeader lastPosition
             * @property {eucora.v1.JournalParent.$Properties|null} [parent] SegmentHeader parent
             * @property {eucora.v1.TimeAnchor.$Properties|null} [sealed] SegmentHeader sealed
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SegmentHeader.
             * @memberof eucora.v1
             * @interface ISegmentHeader
             * @augments eucora.v1.SegmentHeader.$Properties
             * @deprecated Use eucora.v1.SegmentHeader.$Properties instead.
             */

            /**
             * Shape of a SegmentHeader.
             * @typedef {eucora.v1.SegmentHeader.$Properties} eucora.v1.SegmentHeader.$Shape
             */

            /**
             * Constructs a new SegmentHeader.
             * @memberof eucora.v1
             * @classdesc Represents a SegmentHeader.
             * @constructor
             * @param {eucora.v1.SegmentHeader.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SegmentHeader = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SegmentHeader version.
             * @member {number} version
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.version = 0;

            /**
             * SegmentHeader site.
             * @member {string} site
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.site = "";

            /**
             * SegmentHeader relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.relayId = $util.newBuffer([]);

            /**
             * SegmentHeader incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.incarnation = $util.newBuffer([]);

            /**
             * SegmentHeader lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.lane = 0;

            /**
             * SegmentHeader seq.
             * @member {number} seq
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentHeader prevHash.
             * @member {Uint8Array} prevHash
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.prevHash = $util.newBuffer([]);

            /**
             * SegmentHeader bodyHash.
             * @member {Uint8Array} bodyHash
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.bodyHash = $util.newBuffer([]);

            /**
             * SegmentHeader bodyBytes.
             * @member {number} bodyBytes
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.bodyBytes = 0;

            /**
             * SegmentHeader compressedBytes.
             * @member {number} compressedBytes
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.compressedBytes = 0;

            /**
             * SegmentHeader codec.
             * @member {number} codec
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.codec = 0;

            /**
             * SegmentHeader batches.
             * @member {number} batches
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.batches = 0;

            /**
             * SegmentHeader events.
             * @member {number} events
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.events = 0;

            /**
             * SegmentHeader firstPosition.
             * @member {number} firstPosition
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.firstPosition = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentHeader lastPosition.
             * @member {number} lastPosition
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.lastPosition = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentHeader parent.
             * @member {eucora.v1.JournalParent.$Properties|null|undefined} parent
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.parent = null;

            /**
             * SegmentHeader sealed.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} sealed
             * @memberof eucora.v1.SegmentHeader
             * @instance
             */
            SegmentHeader.prototype.sealed = null;

            /**
             * Encodes the specified SegmentHeader message. Does not implicitly {@link eucora.v1.SegmentHeader.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SegmentHeader
             * @static
             * @param {eucora.v1.SegmentHeader.$Properties} message SegmentHeader message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SegmentHeader.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.relayId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.incarnation);
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.lane);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.seq);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.prevHash);
                if (message.bodyHash != null && $Object.hasOwnProperty.call(message, "bodyHash") && message.bodyHash.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.bodyHash);
                if (message.bodyBytes != null && $Object.hasOwnProperty.call(message, "bodyBytes") && message.bodyBytes !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.bodyBytes);
                if (message.compressedBytes != null && $Object.hasOwnProperty.call(message, "compressedBytes") && message.compressedBytes !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.compressedBytes);
                if (message.codec != null && $Object.hasOwnProperty.call(message, "codec") && message.codec !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.codec);
                if (message.batches != null && $Object.hasOwnProperty.call(message, "batches") && message.batches !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.batches);
                if (message.events != null && $Object.hasOwnProperty.call(message, "events") && message.events !== 0)
                    writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.events);
                if (message.firstPosition != null && $Object.hasOwnProperty.call(message, "firstPosition") && (typeof message.firstPosition === "object" ? message.firstPosition.low || message.firstPosition.high : message.firstPosition !== 0))
                    writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.firstPosition);
                if (message.lastPosition != null && $Object.hasOwnProperty.call(message, "lastPosition") && (typeof message.lastPosition === "object" ? message.lastPosition.low || message.lastPosition.high : message.lastPosition !== 0))
                    writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.lastPosition);
                if (message.parent != null && $Object.hasOwnProperty.call(message, "parent"))
                    $root.eucora.v1.JournalParent.encode(message.parent, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed"))
                    $root.eucora.v1.TimeAnchor.encode(message.sealed, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SegmentHeader message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SegmentHeader
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SegmentHeader & eucora.v1.SegmentHeader.$Shape} SegmentHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SegmentHeader.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SegmentHeader();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bodyHash = value;
                            else
                                delete message.bodyHash;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bodyBytes = value;
                            else
                                delete message.bodyBytes;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.compressedBytes = value;
                            else
                                delete message.compressedBytes;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.codec = value;
                            else
                                delete message.codec;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.batches = value;
                            else
                                delete message.batches;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.events = value;
                            else
                                delete message.events;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstPosition = value;
                            else
                                delete message.firstPosition;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastPosition = value;
                            else
                                delete message.lastPosition;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.parent = $root.eucora.v1.JournalParent.decode(reader, reader.size(), $undefined, _depth + 1, message.parent);
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.sealed = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.sealed);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SegmentHeader;
        })();

        v1.JournalParent = (function() {

            /**
             * Properties of a JournalParent.
             * @typedef {Object} eucora.v1.JournalParent.$Properties
             * @property {Uint8Array|null} [incarnation] JournalParent incarnation
             * @property {number|null} [sealedThrough] JournalParent sealedThrough
             * @property {Uint8Array|null} [headHash] JournalParent headHash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JournalParent.
             * @memberof eucora.v1
             * @interface IJournalParent
             * @augments eucora.v1.JournalParent.$Properties
             * @deprecated Use eucora.v1.JournalParent.$Properties instead.
             */

            /**
             * Shape of a JournalParent.
             * @typedef {eucora.v1.JournalParent.$Properties} eucora.v1.JournalParent.$Shape
             */

            /**
             * Constructs a new JournalParent.
             * @memberof eucora.v1
             * @classdesc Represents a JournalParent.
             * @constructor
             * @param {eucora.v1.JournalParent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JournalParent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * JournalParent incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.JournalParent
             * @instance
             */
            JournalParent.prototype.incarnation = $util.newBuffer([]);

            /**
             * JournalParent sealedThrough.
             * @member {number} sealedThrough
             * @memberof eucora.v1.JournalParent
             * @instance
             */
            JournalParent.prototype.sealedThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * JournalParent headHash.
             * @member {Uint8Array} headHash
             * @memberof eucora.v1.JournalParent
             * @instance
             */
            JournalParent.prototype.headHash = $util.newBuffer([]);

            /**
             * Encodes the specified JournalParent message. Does not implicitly {@link eucora.v1.JournalParent.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.JournalParent
             * @static
             * @param {eucora.v1.JournalParent.$Properties} message JournalParent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JournalParent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.incarnation);
                if (message.sealedThrough != null && $Object.hasOwnProperty.call(message, "sealedThrough") && (typeof message.sealedThrough === "object" ? message.sealedThrough.low || message.sealedThrough.high : message.sealedThrough !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sealedThrough);
                if (message.headHash != null && $Object.hasOwnProperty.call(message, "headHash") && message.headHash.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.headHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JournalParent message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.JournalParent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.JournalParent & eucora.v1.JournalParent.$Shape} JournalParent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JournalParent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.JournalParent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sealedThrough = value;
                            else
                                delete message.sealedThrough;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.headHash = value;
                            else
                                delete message.headHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return JournalParent;
        })();

        v1.Segment = (function() {

            /**
             * Properties of a Segment.
             * @typedef {Object} eucora.v1.Segment.$Properties
             * @property {Uint8Array|null} [header] Segment header
             * @property {Uint8Array|null} [signature] Segment signature
             * @property {Uint8Array|null} [body] Segment body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Segment.
             * @memberof eucora.v1
             * @interface ISegment
             * @augments eucora.v1.Segment.$Properties
             * @deprecated Use eucora.v1.Segment.$Properties instead.
             */

            /**
             * Shape of a Segment.
             * @typedef {eucora.v1.Segment.$Properties} eucora.v1.Segment.$Shape
             */

            /**
             * Constructs a new Segment.
             * @memberof eucora.v1
             * @classdesc Represents a Segment.
             * @constructor
             * @param {eucora.v1.Segment.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Segment = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Segment header.
             * @member {Uint8Array} header
             * @memberof eucora.v1.Segment
             * @instance
             */
            Segment.prototype.header = $util.newBuffer([]);

            /**
             * Segment signature.
             * @member {Uint8Array} signature
             * @memberof eucora.v1.Segment
             * @instance
             */
            Segment.prototype.signature = $util.newBuffer([]);

            /**
             * Segment body.
             * @member {Uint8Array} body
             * @memberof eucora.v1.Segment
             * @instance
             */
            Segment.prototype.body = $util.newBuffer([]);

            /**
             * Encodes the specified Segment message. Does not implicitly {@link eucora.v1.Segment.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Segment
             * @static
             * @param {eucora.v1.Segment.$Properties} message Segment message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Segment.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.body);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Segment message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Segment
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Segment & eucora.v1.Segment.$Shape} Segment
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Segment.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Segment();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Segment;
        })();

        v1.SegmentBody = (function() {

            /**
             * Properties of a SegmentBody.
             * @typedef {Object} eucora.v1.SegmentBody.$Properties
             * @property {Array.<Uint8Array>|null} [enrolments] SegmentBody enrolments
             * @property {Array.<Uint8Array>|null} [batches] SegmentBody batches
             * @property {Array.<eucora.v1.Lost.$Properties>|null} [lost] SegmentBody lost
             * @property {Array.<eucora.v1.Refusal.$Properties>|null} [refusals] SegmentBody refusals
             * @property {Array.<eucora.v1.Unavailable.$Properties>|null} [unavailable] SegmentBody unavailable
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SegmentBody.
             * @memberof eucora.v1
             * @interface ISegmentBody
             * @augments eucora.v1.SegmentBody.$Properties
             * @deprecated Use eucora.v1.SegmentBody.$Properties instead.
             */

            /**
             * Shape of a SegmentBody.
             * @typedef {eucora.v1.SegmentBody.$Properties} eucora.v1.SegmentBody.$Shape
             */

            /**
             * Constructs a new SegmentBody.
             * @memberof eucora.v1
             * @classdesc Represents a SegmentBody.
             * @constructor
             * @param {eucora.v1.SegmentBody.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SegmentBody = function (properties) {
                this.enrolments = [];
                this.batches = [];
                this.lost = [];
                this.refusals = [];
                this.unavailable = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SegmentBody enrolments.
             * @member {Array.<Uint8Array>} enrolments
             * @memberof eucora.v1.SegmentBody
             * @instance
             */
            SegmentBody.prototype.enrolments = $util.emptyArray;

            /**
             * SegmentBody batches.
             * @member {Array.<Uint8Array>} batches
             * @memberof eucora.v1.SegmentBody
             * @instance
             */
            SegmentBody.prototype.batches = $util.emptyArray;

            /**
             * SegmentBody lost.
             * @member {Array.<eucora.v1.Lost.$Properties>} lost
             * @memberof eucora.v1.SegmentBody
             * @instance
             */
            SegmentBody.prototype.lost = $util.emptyArray;

            /**
             * SegmentBody refusals.
             * @member {Array.<eucora.v1.Refusal.$Properties>} refusals
             * @memberof eucora.v1.SegmentBody
             * @instance
             */
            SegmentBody.prototype.refusals = $util.emptyArray;

            /**
             * SegmentBody unavailable.
             * @member {Array.<eucora.v1.Unavailable.$Properties>} unavailable
             * @memberof eucora.v1.SegmentBody
             * @instance
             */
            SegmentBody.prototype.unavailable = $util.emptyArray;

            /**
             * Encodes the specified SegmentBody message. Does not implicitly {@link eucora.v1.SegmentBody.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SegmentBody
             * @static
             * @param {eucora.v1.SegmentBody.$Properties} message SegmentBody message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SegmentBody.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.enrolments != null && message.enrolments.length)
                    for (let i = 0; i < message.enrolments.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enrolments[i]);
                if (message.batches != null && message.batches.length)
                    for (let i = 0; i < message.batches.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.batches[i]);
                if (message.lost != null && message.lost.length)
                    for (let i = 0; i < message.lost.length; ++i)
                        $root.eucora.v1.Lost.encode(message.lost[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.refusals != null && message.refusals.length)
                    for (let i = 0; i < message.refusals.length; ++i)
                        $root.eucora.v1.Refusal.encode(message.refusals[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.unavailable != null && message.unavailable.length)
                    for (let i = 0; i < message.unavailable.length; ++i)
                        $root.eucora.v1.Unavailable.encode(message.unavailable[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SegmentBody message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SegmentBody
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SegmentBody & eucora.v1.SegmentBody.$Shape} SegmentBody
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SegmentBody.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SegmentBody();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.enrolments && message.enrolments.length))
                                message.enrolments = [];
                            message.enrolments.push(reader.bytes());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.batches && message.batches.length))
                                message.batches = [];
                            message.batches.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.lost && message.lost.length))
                                message.lost = [];
                            message.lost.push($root.eucora.v1.Lost.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.refusals && message.refusals.length))
                                message.refusals = [];
                            message.refusals.push($root.eucora.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unavailable && message.unavailable.length))
                                message.unavailable = [];
                            message.unavailable.push($root.eucora.v1.Unavailable.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SegmentBody;
        })();

        v1.Lost = (function() {

            /**
             * Properties of a Lost.
             * @typedef {Object} eucora.v1.Lost.$Properties
             * @property {Uint8Array|null} [deviceId] Lost deviceId
             * @property {Uint8Array|null} [incarnation] Lost incarnation
             * @property {number|null} [first] Lost first
             * @property {number|null} [last] Lost last
             * @property {string|null} [cause] Lost cause
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Lost.
             * @memberof eucora.v1
             * @interface ILost
             * @augments eucora.v1.Lost.$Properties
             * @deprecated Use eucora.v1.Lost.$Properties instead.
             */

            /**
             * Shape of a Lost.
             * @typedef {eucora.v1.Lost.$Properties} eucora.v1.Lost.$Shape
             */

            /**
             * Constructs a new Lost.
             * @memberof eucora.v1
             * @classdesc Represents a Lost.
             * @constructor
             * @param {eucora.v1.Lost.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Lost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Lost deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.Lost
             * @instance
             */
            Lost.prototype.deviceId = $util.newBuffer([]);

            /**
             * Lost incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.Lost
             * @instance
             */
            Lost.prototype.incarnation = $util.newBuffer([]);

            /**
             * Lost first.
             * @member {number} first
             * @memberof eucora.v1.Lost
             * @instance
             */
            Lost.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Lost last.
             * @member {number} last
             * @memberof eucora.v1.Lost
             * @instance
             */
            Lost.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Lost cause.
             * @member {string} cause
             * @memberof eucora.v1.Lost
             * @instance
             */
            Lost.prototype.cause = "";

            /**
             * Encodes the specified Lost message. Does not implicitly {@link eucora.v1.Lost.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Lost
             * @static
             * @param {eucora.v1.Lost.$Properties} message Lost message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Lost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.deviceId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.incarnation);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.first);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && (typeof message.last === "object" ? message.last.low || message.last.high : message.last !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.last);
                if (message.cause != null && $Object.hasOwnProperty.call(message, "cause") && message.cause !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.cause);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Lost message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Lost
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Lost & eucora.v1.Lost.$Shape} Lost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Lost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Lost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cause = value;
                            else
                                delete message.cause;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Lost;
        })();

        v1.Unavailable = (function() {

            /**
             * Properties of an Unavailable.
             * @typedef {Object} eucora.v1.Unavailable.$Properties
             * @property {Uint8Array|null} [incarnation] Unavailable incarnation
             * @property {eucora.v1.Lane|null} [lane] Unavailable lane
             * @property {number|null} [first] Unavailable first
             * @property {number|null} [last] Unavailable last
             * @property {number|null} [reason] Unavailable reason
             * @property {number|null} [ledgerEpoch] Unavailable ledgerEpoch
             * @property {number|null} [generation] Unavailable generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Unavailable.
             * @memberof eucora.v1
             * @interface IUnavailable
             * @augments eucora.v1.Unavailable.$Properties
             * @deprecated Use eucora.v1.Unavailable.$Properties instead.
             */

            /**
             * Shape of an Unavailable.
             * @typedef {eucora.v1.Unavailable.$Properties} eucora.v1.Unavailable.$Shape
             */

            /**
             * Constructs a new Unavailable.
             * @memberof eucora.v1
             * @classdesc Represents an Unavailable.
             * @constructor
             * @param {eucora.v1.Unavailable.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Unavailable = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Unavailable incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.incarnation = $util.newBuffer([]);

            /**
             * Unavailable lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.lane = 0;

            /**
             * Unavailable first.
             * @member {number} first
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Unavailable last.
             * @member {number} last
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Unavailable reason.
             * @member {number} reason
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.reason = 0;

            /**
             * Unavailable ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Unavailable generation.
             * @member {number} generation
             * @memberof eucora.v1.Unavailable
             * @instance
             */
            Unavailable.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Unavailable message. Does not implicitly {@link eucora.v1.Unavailable.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Unavailable
             * @static
             * @param {eucora.v1.Unavailable.$Properties} message Unavailable message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Unavailable.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.incarnation);
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.lane);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.first);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && (typeof message.last === "object" ? message.last.low || message.last.high : message.last !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.last);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.reason);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Unavailable message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Unavailable
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Unavailable & eucora.v1.Unavailable.$Shape} Unavailable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Unavailable.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Unavailable();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Unavailable;
        })();

        v1.Refusal = (function() {

            /**
             * Properties of a Refusal.
             * @typedef {Object} eucora.v1.Refusal.$Properties
             * @property {string|null} [code] Refusal code
             * @property {Uint8Array|null} [deviceId] Refusal deviceId
             * @property {number|null} [count] Refusal count
             * @property {eucora.v1.TimeAnchor.$Properties|null} [last] Refusal last
             * @property {string|null} [detail] Refusal detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Refusal.
             * @memberof eucora.v1
             * @interface IRefusal
             * @augments eucora.v1.Refusal.$Properties
             * @deprecated Use eucora.v1.Refusal.$Properties instead.
             */

            /**
             * Shape of a Refusal.
             * @typedef {eucora.v1.Refusal.$Properties} eucora.v1.Refusal.$Shape
             */

            /**
             * Constructs a new Refusal.
             * @memberof eucora.v1
             * @classdesc Represents a Refusal.
             * @constructor
             * @param {eucora.v1.Refusal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Refusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Refusal code.
             * @member {string} code
             * @memberof eucora.v1.Refusal
             * @instance
             */
            Refusal.prototype.code = "";

            /**
             * Refusal deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.Refusal
             * @instance
             */
            Refusal.prototype.deviceId = $util.newBuffer([]);

            /**
             * Refusal count.
             * @member {number} count
             * @memberof eucora.v1.Refusal
             * @instance
             */
            Refusal.prototype.count = 0;

            /**
             * Refusal last.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} last
             * @memberof eucora.v1.Refusal
             * @instance
             */
            Refusal.prototype.last = null;

            /**
             * Refusal detail.
             * @member {string} detail
             * @memberof eucora.v1.Refusal
             * @instance
             */
            Refusal.prototype.detail = "";

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link eucora.v1.Refusal.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Refusal
             * @static
             * @param {eucora.v1.Refusal.$Properties} message Refusal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Refusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.count);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last"))
                    $root.eucora.v1.TimeAnchor.encode(message.last, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Refusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Refusal & eucora.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Refusal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Refusal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.last = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.last);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Refusal;
        })();

        v1.Tip = (function() {

            /**
             * Properties of a Tip.
             * @typedef {Object} eucora.v1.Tip.$Properties
             * @property {number|null} [version] Tip version
             * @property {string|null} [site] Tip site
             * @property {Uint8Array|null} [relayId] Tip relayId
             * @property {Uint8Array|null} [incarnation] Tip incarnation
             * @property {Array.<eucora.v1.LaneTip.$Properties>|null} [lanes] Tip lanes
             * @property {eucora.v1.TimeAnchor.$Properties|null} [issued] Tip issued
             * @property {eucora.v1.LinkOutlook.$Properties|null} [link] Tip link
             * @property {eucora.v1.AuditWitness.$Properties|null} [audit] Tip audit
             * @property {eucora.v1.ErasureMark.$Properties|null} [erasures] Tip erasures
             * @property {eucora.v1.HubKeyMark.$Properties|null} [hubKeys] Tip hubKeys
             * @property {eucora.v1.CacheTip.$Properties|null} [cache] Tip cache
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tip.
             * @memberof eucora.v1
             * @interface ITip
             * @augments eucora.v1.Tip.$Properties
             * @deprecated Use eucora.v1.Tip.$Properties instead.
             */

            /**
             * Shape of a Tip.
             * @typedef {eucora.v1.Tip.$Properties} eucora.v1.Tip.$Shape
             */

            /**
             * Constructs a new Tip.
             * @memberof eucora.v1
             * @classdesc Represents a Tip.
             * @constructor
             * @param {eucora.v1.Tip.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tip = function (properties) {
                this.lanes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tip version.
             * @member {number} version
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.version = 0;

            /**
             * Tip site.
             * @member {string} site
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.site = "";

            /**
             * Tip relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.relayId = $util.newBuffer([]);

            /**
             * Tip incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.incarnation = $util.newBuffer([]);

            /**
             * Tip lanes.
             * @member {Array.<eucora.v1.LaneTip.$Properties>} lanes
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.lanes = $util.emptyArray;

            /**
             * Tip issued.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} issued
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.issued = null;

            /**
             * Tip link.
             * @member {eucora.v1.LinkOutlook.$Properties|null|undefined} link
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.link = null;

            /**
             * Tip audit.
             * @member {eucora.v1.AuditWitness.$Properties|null|undefined} audit
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.audit = null;

            /**
             * Tip erasures.
             * @member {eucora.v1.ErasureMark.$Properties|null|undefined} erasures
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.erasures = null;

            /**
             * Tip hubKeys.
             * @member {eucora.v1.HubKeyMark.$Properties|null|undefined} hubKeys
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.hubKeys = null;

            /**
             * Tip cache.
             * @member {eucora.v1.CacheTip.$Properties|null|undefined} cache
             * @memberof eucora.v1.Tip
             * @instance
             */
            Tip.prototype.cache = null;

            /**
             * Encodes the specified Tip message. Does not implicitly {@link eucora.v1.Tip.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Tip
             * @static
             * @param {eucora.v1.Tip.$Properties} message Tip message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tip.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.relayId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.incarnation);
                if (message.lanes != null && message.lanes.length)
                    for (let i = 0; i < message.lanes.length; ++i)
                        $root.eucora.v1.LaneTip.encode(message.lanes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.issued != null && $Object.hasOwnProperty.call(message, "issued"))
                    $root.eucora.v1.TimeAnchor.encode(message.issued, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.link != null && $Object.hasOwnProperty.call(message, "link"))
                    $root.eucora.v1.LinkOutlook.encode(message.link, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.audit != null && $Object.hasOwnProperty.call(message, "audit"))
                    $root.eucora.v1.AuditWitness.encode(message.audit, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.erasures != null && $Object.hasOwnProperty.call(message, "erasures"))
                    $root.eucora.v1.ErasureMark.encode(message.erasures, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.hubKeys != null && $Object.hasOwnProperty.call(message, "hubKeys"))
                    $root.eucora.v1.HubKeyMark.encode(message.hubKeys, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.cache != null && $Object.hasOwnProperty.call(message, "cache"))
                    $root.eucora.v1.CacheTip.encode(message.cache, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tip message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Tip
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Tip & eucora.v1.Tip.$Shape} Tip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tip.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Tip();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.lanes && message.lanes.length))
                                message.lanes = [];
                            message.lanes.push($root.eucora.v1.LaneTip.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.issued = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.issued);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.link = $root.eucora.v1.LinkOutlook.decode(reader, reader.size(), $undefined, _depth + 1, message.link);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.audit = $root.eucora.v1.AuditWitness.decode(reader, reader.size(), $undefined, _depth + 1, message.audit);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.erasures = $root.eucora.v1.ErasureMark.decode(reader, reader.size(), $undefined, _depth + 1, message.erasures);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.hubKeys = $root.eucora.v1.HubKeyMark.decode(reader, reader.size(), $undefined, _depth + 1, message.hubKeys);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.cache = $root.eucora.v1.CacheTip.decode(reader, reader.size(), $undefined, _depth + 1, message.cache);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Tip;
        })();

        v1.AuditWitness = (function() {

            /**
             * Properties of an AuditWitness.
             * @typedef {Object} eucora.v1.AuditWitness.$Properties
             * @property {number|null} [position] AuditWitness position
             * @property {Uint8Array|null} [root] AuditWitness root
             * @property {number|null} [contradicting] AuditWitness contradicting
             * @property {Uint8Array|null} [checkpoint] AuditWitness checkpoint
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditWitness.
             * @memberof eucora.v1
             * @interface IAuditWitness
             * @augments eucora.v1.AuditWitness.$Properties
             * @deprecated Use eucora.v1.AuditWitness.$Properties instead.
             */

            /**
             * Shape of an AuditWitness.
             * @typedef {eucora.v1.AuditWitness.$Properties} eucora.v1.AuditWitness.$Shape
             */

            /**
             * Constructs a new AuditWitness.
             * @memberof eucora.v1
             * @classdesc Represents an AuditWitness.
             * @constructor
             * @param {eucora.v1.AuditWitness.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditWitness = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditWitness position.
             * @member {number} position
             * @memberof eucora.v1.AuditWitness
             * @instance
             */
            AuditWitness.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditWitness root.
             * @member {Uint8Array} root
             * @memberof eucora.v1.AuditWitness
             * @instance
             */
            AuditWitness.prototype.root = $util.newBuffer([]);

            /**
             * AuditWitness contradicting.
             * @member {number} contradicting
             * @memberof eucora.v1.AuditWitness
             * @instance
             */
            AuditWitness.prototype.contradicting = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditWitness checkpoint.
             * @member {Uint8Array} checkpoint
             * @memberof eucora.v1.AuditWitness
             * @instance
             */
            AuditWitness.prototype.checkpoint = $util.newBuffer([]);

            /**
             * Encodes the specified AuditWitness message. Does not implicitly {@link eucora.v1.AuditWitness.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.AuditWitness
             * @static
             * @param {eucora.v1.AuditWitness.$Properties} message AuditWitness message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditWitness.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.position);
                if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.root);
                if (message.contradicting != null && $Object.hasOwnProperty.call(message, "contradicting") && (typeof message.contradicting === "object" ? message.contradicting.low || message.contradicting.high : message.contradicting !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.contradicting);
                if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint") && message.checkpoint.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.checkpoint);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditWitness message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.AuditWitness
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.AuditWitness & eucora.v1.AuditWitness.$Shape} AuditWitness
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditWitness.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.AuditWitness();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.root = value;
                            else
                                delete message.root;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.contradicting = value;
                            else
                                delete message.contradicting;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.checkpoint = value;
                            else
                                delete message.checkpoint;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AuditWitness;
        })();

        v1.LinkOutlook = (function() {

            /**
             * Properties of a LinkOutlook.
             * @typedef {Object} eucora.v1.LinkOutlook.$Properties
             * @property {number|null} [backlogBytes] LinkOutlook backlogBytes
             * @property {number|null} [bytesPerSecond] LinkOutlook bytesPerSecond
             * @property {string|null} [hold] LinkOutlook hold
             * @property {number|null} [finishInMs] LinkOutlook finishInMs
             * @property {boolean|null} [noFinish] LinkOutlook noFinish
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LinkOutlook.
             * @memberof eucora.v1
             * @interface ILinkOutlook
             * @augments eucora.v1.LinkOutlook.$Properties
             * @deprecated Use eucora.v1.LinkOutlook.$Properties instead.
             */

            /**
             * Shape of a LinkOutlook.
             * @typedef {eucora.v1.LinkOutlook.$Properties} eucora.v1.LinkOutlook.$Shape
             */

            /**
             * Constructs a new LinkOutlook.
             * @memberof eucora.v1
             * @classdesc Represents a LinkOutlook.
             * @constructor
             * @param {eucora.v1.LinkOutlook.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LinkOutlook = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LinkOutlook backlogBytes.
             * @member {number} backlogBytes
             * @memberof eucora.v1.LinkOutlook
             * @instance
             */
            LinkOutlook.prototype.backlogBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LinkOutlook bytesPerSecond.
             * @member {number} bytesPerSecond
             * @memberof eucora.v1.LinkOutlook
             * @instance
             */
            LinkOutlook.prototype.bytesPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LinkOutlook hold.
             * @member {string} hold
             * @memberof eucora.v1.LinkOutlook
             * @instance
             */
            LinkOutlook.prototype.hold = "";

            /**
             * LinkOutlook finishInMs.
             * @member {number} finishInMs
             * @memberof eucora.v1.LinkOutlook
             * @instance
             */
            LinkOutlook.prototype.finishInMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LinkOutlook noFinish.
             * @member {boolean} noFinish
             * @memberof eucora.v1.LinkOutlook
             * @instance
             */
            LinkOutlook.prototype.noFinish = false;

            /**
             * Encodes the specified LinkOutlook message. Does not implicitly {@link eucora.v1.LinkOutlook.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.LinkOutlook
             * @static
             * @param {eucora.v1.LinkOutlook.$Properties} message LinkOutlook message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LinkOutlook.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.backlogBytes != null && $Object.hasOwnProperty.call(message, "backlogBytes") && (typeof message.backlogBytes === "object" ? message.backlogBytes.low || message.backlogBytes.high : message.backlogBytes !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.backlogBytes);
                if (message.bytesPerSecond != null && $Object.hasOwnProperty.call(message, "bytesPerSecond") && (typeof message.bytesPerSecond === "object" ? message.bytesPerSecond.low || message.bytesPerSecond.high : message.bytesPerSecond !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.bytesPerSecond);
                if (message.hold != null && $Object.hasOwnProperty.call(message, "hold") && message.hold !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.hold);
                if (message.finishInMs != null && $Object.hasOwnProperty.call(message, "finishInMs") && (typeof message.finishInMs === "object" ? message.finishInMs.low || message.finishInMs.high : message.finishInMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.finishInMs);
                if (message.noFinish != null && $Object.hasOwnProperty.call(message, "noFinish") && message.noFinish !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.noFinish);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LinkOutlook message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.LinkOutlook
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.LinkOutlook & eucora.v1.LinkOutlook.$Shape} LinkOutlook
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LinkOutlook.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.LinkOutlook();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.backlogBytes = value;
                            else
                                delete message.backlogBytes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesPerSecond = value;
                            else
                                delete message.bytesPerSecond;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hold = value;
                            else
                                delete message.hold;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.finishInMs = value;
                            else
                                delete message.finishInMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.noFinish = value;
                            else
                                delete message.noFinish;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LinkOutlook;
        })();

        v1.LaneTip = (function() {

            /**
             * Properties of a LaneTip.
             * @typedef {Object} eucora.v1.LaneTip.$Properties
             * @property {eucora.v1.Lane|null} [lane] LaneTip lane
             * @property {number|null} [oldestHeld] LaneTip oldestHeld
             * @property {number|null} [sealedThrough] LaneTip sealedThrough
             * @property {Uint8Array|null} [headHash] LaneTip headHash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LaneTip.
             * @memberof eucora.v1
             * @interface ILaneTip
             * @augments eucora.v1.LaneTip.$Properties
             * @deprecated Use eucora.v1.LaneTip.$Properties instead.
             */

            /**
             * Shape of a LaneTip.
             * @typedef {eucora.v1.LaneTip.$Properties} eucora.v1.LaneTip.$Shape
             */

            /**
             * Constructs a new LaneTip.
             * @memberof eucora.v1
             * @classdesc Represents a LaneTip.
             * @constructor
             * @param {eucora.v1.LaneTip.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LaneTip = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LaneTip lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.LaneTip
             * @instance
             */
            LaneTip.prototype.lane = 0;

            /**
             * LaneTip oldestHeld.
             * @member {number} oldestHeld
             * @memberof eucora.v1.LaneTip
             * @instance
             */
            LaneTip.prototype.oldestHeld = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LaneTip sealedThrough.
             * @member {number} sealedThrough
             * @memberof eucora.v1.LaneTip
             * @instance
             */
            LaneTip.prototype.sealedThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LaneTip headHash.
             * @member {Uint8Array} headHash
             * @memberof eucora.v1.LaneTip
             * @instance
             */
            LaneTip.prototype.headHash = $util.newBuffer([]);

            /**
             * Encodes the specified LaneTip message. Does not implicitly {@link eucora.v1.LaneTip.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.LaneTip
             * @static
             * @param {eucora.v1.LaneTip.$Properties} message LaneTip message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LaneTip.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.lane);
                if (message.oldestHeld != null && $Object.hasOwnProperty.call(message, "oldestHeld") && (typeof message.oldestHeld === "object" ? message.oldestHeld.low || message.oldestHeld.high : message.oldestHeld !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.oldestHeld);
                if (message.sealedThrough != null && $Object.hasOwnProperty.call(message, "sealedThrough") && (typeof message.sealedThrough === "object" ? message.sealedThrough.low || message.sealedThrough.high : message.sealedThrough !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sealedThrough);
                if (message.headHash != null && $Object.hasOwnProperty.call(message, "headHash") && message.headHash.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.headHash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LaneTip message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.LaneTip
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.LaneTip & eucora.v1.LaneTip.$Shape} LaneTip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LaneTip.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.LaneTip();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.oldestHeld = value;
                            else
                                delete message.oldestHeld;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sealedThrough = value;
                            else
                                delete message.sealedThrough;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.headHash = value;
                            else
                                delete message.headHash;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LaneTip;
        })();

        v1.Range = (function() {

            /**
             * Properties of a Range.
             * @typedef {Object} eucora.v1.Range.$Properties
             * @property {number|null} [first] Range first
             * @property {number|null} [last] Range last
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Range.
             * @memberof eucora.v1
             * @interface IRange
             * @augments eucora.v1.Range.$Properties
             * @deprecated Use eucora.v1.Range.$Properties instead.
             */

            /**
             * Shape of a Range.
             * @typedef {eucora.v1.Range.$Properties} eucora.v1.Range.$Shape
             */

            /**
             * Constructs a new Range.
             * @memberof eucora.v1
             * @classdesc Represents a Range.
             * @constructor
             * @param {eucora.v1.Range.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Range = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Range first.
             * @member {number} first
             * @memberof eucora.v1.Range
             * @instance
             */
            Range.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Range last.
             * @member {number} last
             * @memberof eucora.v1.Range
             * @instance
             */
            Range.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Range message. Does not implicitly {@link eucora.v1.Range.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Range
             * @static
             * @param {eucora.v1.Range.$Properties} message Range message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Range.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.first);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && (typeof message.last === "object" ? message.last.low || message.last.high : message.last !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.last);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Range message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Range
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Range & eucora.v1.Range.$Shape} Range
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Range.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Range();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Range;
        })();

        v1.Receipt = (function() {

            /**
             * Properties of a Receipt.
             * @typedef {Object} eucora.v1.Receipt.$Properties
             * @property {number|null} [version] Receipt version
             * @property {string|null} [site] Receipt site
             * @property {number|null} [ledgerEpoch] Receipt ledgerEpoch
             * @property {number|null} [generation] Receipt generation
             * @property {number|null} [issuedMs] Receipt issuedMs
             * @property {Array.<eucora.v1.JournalReceipt.$Properties>|null} [journals] Receipt journals
             * @property {Uint8Array|null} [deviceMarksRoot] Receipt deviceMarksRoot
             * @property {number|null} [backupIntervalMs] Receipt backupIntervalMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Receipt.
             * @memberof eucora.v1
             * @interface IReceipt
             * @augments eucora.v1.Receipt.$Properties
             * @deprecated Use eucora.v1.Receipt.$Properties instead.
             */

            /**
             * Shape of a Receipt.
             * @typedef {eucora.v1.Receipt.$Properties} eucora.v1.Receipt.$Shape
             */

            /**
             * Constructs a new Receipt.
             * @memberof eucora.v1
             * @classdesc Represents a Receipt.
             * @constructor
             * @param {eucora.v1.Receipt.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Receipt = function (properties) {
                this.journals = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Receipt version.
             * @member {number} version
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.version = 0;

            /**
             * Receipt site.
             * @member {string} site
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.site = "";

            /**
             * Receipt ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Receipt generation.
             * @member {number} generation
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Receipt issuedMs.
             * @member {number} issuedMs
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Receipt journals.
             * @member {Array.<eucora.v1.JournalReceipt.$Properties>} journals
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.journals = $util.emptyArray;

            /**
             * Receipt deviceMarksRoot.
             * @member {Uint8Array} deviceMarksRoot
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.deviceMarksRoot = $util.newBuffer([]);

            /**
             * Receipt backupIntervalMs.
             * @member {number} backupIntervalMs
             * @memberof eucora.v1.Receipt
             * @instance
             */
            Receipt.prototype.backupIntervalMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Receipt message. Does not implicitly {@link eucora.v1.Receipt.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Receipt
             * @static
             * @param {eucora.v1.Receipt.$Properties} message Receipt message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Receipt.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.issuedMs);
                if (message.journals != null && message.journals.length)
                    for (let i = 0; i < message.journals.length; ++i)
                        $root.eucora.v1.JournalReceipt.encode(message.journals[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.deviceMarksRoot != null && $Object.hasOwnProperty.call(message, "deviceMarksRoot") && message.deviceMarksRoot.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.deviceMarksRoot);
                if (message.backupIntervalMs != null && $Object.hasOwnProperty.call(message, "backupIntervalMs") && (typeof message.backupIntervalMs === "object" ? message.backupIntervalMs.low || message.backupIntervalMs.high : message.backupIntervalMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.backupIntervalMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Receipt message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Receipt
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Receipt & eucora.v1.Receipt.$Shape} Receipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Receipt.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Receipt();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedMs = value;
                            else
                                delete message.issuedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.journals && message.journals.length))
                                message.journals = [];
                            message.journals.push($root.eucora.v1.JournalReceipt.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceMarksRoot = value;
                            else
                                delete message.deviceMarksRoot;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.backupIntervalMs = value;
                            else
                                delete message.backupIntervalMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Receipt;
        })();

        v1.JournalReceipt = (function() {

            /**
             * Properties of a JournalReceipt.
             * @typedef {Object} eucora.v1.JournalReceipt.$Properties
             * @property {Uint8Array|null} [relayId] JournalReceipt relayId
             * @property {Uint8Array|null} [incarnation] JournalReceipt incarnation
             * @property {Array.<eucora.v1.LaneReceipt.$Properties>|null} [lanes] JournalReceipt lanes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JournalReceipt.
             * @memberof eucora.v1
             * @interface IJournalReceipt
             * @augments eucora.v1.JournalReceipt.$Properties
             * @deprecated Use eucora.v1.JournalReceipt.$Properties instead.
             */

            /**
             * Shape of a JournalReceipt.
             * @typedef {eucora.v1.JournalReceipt.$Properties} eucora.v1.JournalReceipt.$Shape
             */

            /**
             * Constructs a new JournalReceipt.
             * @memberof eucora.v1
             * @classdesc Represents a JournalReceipt.
             * @constructor
             * @param {eucora.v1.JournalReceipt.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JournalReceipt = function (properties) {
                this.lanes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * JournalReceipt relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.JournalReceipt
             * @instance
             */
            JournalReceipt.prototype.relayId = $util.newBuffer([]);

            /**
             * JournalReceipt incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.JournalReceipt
             * @instance
             */
            JournalReceipt.prototype.incarnation = $util.newBuffer([]);

            /**
             * JournalReceipt lanes.
             * @member {Array.<eucora.v1.LaneReceipt.$Properties>} lanes
             * @memberof eucora.v1.JournalReceipt
             * @instance
             */
            JournalReceipt.prototype.lanes = $util.emptyArray;

            /**
             * Encodes the specified JournalReceipt message. Does not implicitly {@link eucora.v1.JournalReceipt.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.JournalReceipt
             * @static
             * @param {eucora.v1.JournalReceipt.$Properties} message JournalReceipt message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JournalReceipt.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.relayId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.incarnation);
                if (message.lanes != null && message.lanes.length)
                    for (let i = 0; i < message.lanes.length; ++i)
                        $root.eucora.v1.LaneReceipt.encode(message.lanes[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JournalReceipt message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.JournalReceipt
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.JournalReceipt & eucora.v1.JournalReceipt.$Shape} JournalReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JournalReceipt.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.JournalReceipt();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.lanes && message.lanes.length))
                                message.lanes = [];
                            message.lanes.push($root.eucora.v1.LaneReceipt.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return JournalReceipt;
        })();

        v1.LaneReceipt = (function() {

            /**
             * Properties of a LaneReceipt.
             * @typedef {Object} eucora.v1.LaneReceipt.$Properties
             * @property {eucora.v1.Lane|null} [lane] LaneReceipt lane
             * @property {number|null} [committedThrough] LaneReceipt committedThrough
             * @property {number|null} [safeThrough] LaneReceipt safeThrough
             * @property {Array.<eucora.v1.Range.$Properties>|null} [gaps] LaneReceipt gaps
             * @property {number|null} [windowBytes] LaneReceipt windowBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LaneReceipt.
             * @memberof eucora.v1
             * @interface ILaneReceipt
             * @augments eucora.v1.LaneReceipt.$Properties
             * @deprecated Use eucora.v1.LaneReceipt.$Properties instead.
             */

            /**
             * Shape of a LaneReceipt.
             * @typedef {eucora.v1.LaneReceipt.$Properties} eucora.v1.LaneReceipt.$Shape
             */

            /**
             * Constructs a new LaneReceipt.
             * @memberof eucora.v1
             * @classdesc Represents a LaneReceipt.
             * @constructor
             * @param {eucora.v1.LaneReceipt.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LaneReceipt = function (properties) {
                this.gaps = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LaneReceipt lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.LaneReceipt
             * @instance
             */
            LaneReceipt.prototype.lane = 0;

            /**
             * LaneReceipt committedThrough.
             * @member {number} committedThrough
             * @memberof eucora.v1.LaneReceipt
             * @instance
             */
            LaneReceipt.prototype.committedThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LaneReceipt safeThrough.
             * @member {number} safeThrough
             * @memberof eucora.v1.LaneReceipt
             * @instance
             */
            LaneReceipt.prototype.safeThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LaneReceipt gaps.
             * @member {Array.<eucora.v1.Range.$Properties>} gaps
             * @memberof eucora.v1.LaneReceipt
             * @instance
             */
            LaneReceipt.prototype.gaps = $util.emptyArray;

            /**
             * LaneReceipt windowBytes.
             * @member {number} windowBytes
             * @memberof eucora.v1.LaneReceipt
             * @instance
             */
            LaneReceipt.prototype.windowBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified LaneReceipt message. Does not implicitly {@link eucora.v1.LaneReceipt.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.LaneReceipt
             * @static
             * @param {eucora.v1.LaneReceipt.$Properties} message LaneReceipt message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LaneReceipt.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.lane);
                if (message.committedThrough != null && $Object.hasOwnProperty.call(message, "committedThrough") && (typeof message.committedThrough === "object" ? message.committedThrough.low || message.committedThrough.high : message.committedThrough !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.committedThrough);
                if (message.safeThrough != null && $Object.hasOwnProperty.call(message, "safeThrough") && (typeof message.safeThrough === "object" ? message.safeThrough.low || message.safeThrough.high : message.safeThrough !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.safeThrough);
                if (message.gaps != null && message.gaps.length)
                    for (let i = 0; i < message.gaps.length; ++i)
                        $root.eucora.v1.Range.encode(message.gaps[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.windowBytes != null && $Object.hasOwnProperty.call(message, "windowBytes") && (typeof message.windowBytes === "object" ? message.windowBytes.low || message.windowBytes.high : message.windowBytes !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.windowBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LaneReceipt message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.LaneReceipt
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.LaneReceipt & eucora.v1.LaneReceipt.$Shape} LaneReceipt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LaneReceipt.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.LaneReceipt();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.committedThrough = value;
                            else
                                delete message.committedThrough;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.safeThrough = value;
                            else
                                delete message.safeThrough;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.gaps && message.gaps.length))
                                message.gaps = [];
                            message.gaps.push($root.eucora.v1.Range.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.windowBytes = value;
                            else
                                delete message.windowBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LaneReceipt;
        })();

        v1.DeviceMark = (function() {

            /**
             * Properties of a DeviceMark.
             * @typedef {Object} eucora.v1.DeviceMark.$Properties
             * @property {Uint8Array|null} [deviceId] DeviceMark deviceId
             * @property {Uint8Array|null} [incarnation] DeviceMark incarnation
             * @property {eucora.v1.Lane|null} [lane] DeviceMark lane
             * @property {number|null} [through] DeviceMark through
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeviceMark.
             * @memberof eucora.v1
             * @interface IDeviceMark
             * @augments eucora.v1.DeviceMark.$Properties
             * @deprecated Use eucora.v1.DeviceMark.$Properties instead.
             */

            /**
             * Shape of a DeviceMark.
             * @typedef {eucora.v1.DeviceMark.$Properties} eucora.v1.DeviceMark.$Shape
             */

            /**
             * Constructs a new DeviceMark.
             * @memberof eucora.v1
             * @classdesc Represents a DeviceMark.
             * @constructor
             * @param {eucora.v1.DeviceMark.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeviceMark = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeviceMark deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.DeviceMark
             * @instance
             */
            DeviceMark.prototype.deviceId = $util.newBuffer([]);

            /**
             * DeviceMark incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.DeviceMark
             * @instance
             */
            DeviceMark.prototype.incarnation = $util.newBuffer([]);

            /**
             * DeviceMark lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.DeviceMark
             * @instance
             */
            DeviceMark.prototype.lane = 0;

            /**
             * DeviceMark through.
             * @member {number} through
             * @memberof eucora.v1.DeviceMark
             * @instance
             */
            DeviceMark.prototype.through = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified DeviceMark message. Does not implicitly {@link eucora.v1.DeviceMark.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DeviceMark
             * @static
             * @param {eucora.v1.DeviceMark.$Properties} message DeviceMark message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeviceMark.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.deviceId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.incarnation);
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.lane);
                if (message.through != null && $Object.hasOwnProperty.call(message, "through") && (typeof message.through === "object" ? message.through.low || message.through.high : message.through !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.through);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeviceMark message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DeviceMark
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DeviceMark & eucora.v1.DeviceMark.$Shape} DeviceMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeviceMark.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DeviceMark();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.through = value;
                            else
                                delete message.through;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeviceMark;
        })();

        v1.AuditCheckpoint = (function() {

            /**
             * Properties of an AuditCheckpoint.
             * @typedef {Object} eucora.v1.AuditCheckpoint.$Properties
             * @property {number|null} [version] AuditCheckpoint version
             * @property {number|null} [position] AuditCheckpoint position
             * @property {Uint8Array|null} [hash] AuditCheckpoint hash
             * @property {Uint8Array|null} [root] AuditCheckpoint root
             * @property {number|null} [issuedMs] AuditCheckpoint issuedMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditCheckpoint.
             * @memberof eucora.v1
             * @interface IAuditCheckpoint
             * @augments eucora.v1.AuditCheckpoint.$Properties
             * @deprecated Use eucora.v1.AuditCheckpoint.$Properties instead.
             */

            /**
             * Shape of an AuditCheckpoint.
             * @typedef {eucora.v1.AuditCheckpoint.$Properties} eucora.v1.AuditCheckpoint.$Shape
             */

            /**
             * Constructs a new AuditCheckpoint.
             * @memberof eucora.v1
             * @classdesc Represents an AuditCheckpoint.
             * @constructor
             * @param {eucora.v1.AuditCheckpoint.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditCheckpoint = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditCheckpoint version.
             * @member {number} version
             * @memberof eucora.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.version = 0;

            /**
             * AuditCheckpoint position.
             * @member {number} position
             * @memberof eucora.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditCheckpoint hash.
             * @member {Uint8Array} hash
             * @memberof eucora.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.hash = $util.newBuffer([]);

            /**
             * AuditCheckpoint root.
             * @member {Uint8Array} root
             * @memberof eucora.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.root = $util.newBuffer([]);

            /**
             * AuditCheckpoint issuedMs.
             * @member {number} issuedMs
             * @memberof eucora.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified AuditCheckpoint message. Does not implicitly {@link eucora.v1.AuditCheckpoint.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.AuditCheckpoint
             * @static
             * @param {eucora.v1.AuditCheckpoint.$Properties} message AuditCheckpoint message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditCheckpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.position);
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.hash);
                if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.root);
                if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.issuedMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditCheckpoint message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.AuditCheckpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.AuditCheckpoint & eucora.v1.AuditCheckpoint.$Shape} AuditCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditCheckpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.AuditCheckpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.root = value;
                            else
                                delete message.root;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedMs = value;
                            else
                                delete message.issuedMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AuditCheckpoint;
        })();

        v1.AuditDocument = (function() {

            /**
             * Properties of an AuditDocument.
             * @typedef {Object} eucora.v1.AuditDocument.$Properties
             * @property {number|null} [version] AuditDocument version
             * @property {Uint8Array|null} [checkpoint] AuditDocument checkpoint
             * @property {number|null} [fromPosition] AuditDocument fromPosition
             * @property {Array.<Uint8Array>|null} [proof] AuditDocument proof
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditDocument.
             * @memberof eucora.v1
             * @interface IAuditDocument
             * @augments eucora.v1.AuditDocument.$Properties
             * @deprecated Use eucora.v1.AuditDocument.$Properties instead.
             */

            /**
             * Shape of an AuditDocument.
             * @typedef {eucora.v1.AuditDocument.$Properties} eucora.v1.AuditDocument.$Shape
             */

            /**
             * Constructs a new AuditDocument.
             * @memberof eucora.v1
             * @classdesc Represents an AuditDocument.
             * @constructor
             * @param {eucora.v1.AuditDocument.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditDocument = function (properties) {
                this.proof = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditDocument version.
             * @member {number} version
             * @memberof eucora.v1.AuditDocument
             * @instance
             */
            AuditDocument.prototype.version = 0;

            /**
             * AuditDocument checkpoint.
             * @member {Uint8Array} checkpoint
             * @memberof eucora.v1.AuditDocument
             * @instance
             */
            AuditDocument.prototype.checkpoint = $util.newBuffer([]);

            /**
             * AuditDocument fromPosition.
             * @member {number} fromPosition
             * @memberof eucora.v1.AuditDocument
             * @instance
             */
            AuditDocument.prototype.fromPosition = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditDocument proof.
             * @member {Array.<Uint8Array>} proof
             * @memberof eucora.v1.AuditDocument
             * @instance
             */
            AuditDocument.prototype.proof = $util.emptyArray;

            /**
             * Encodes the specified AuditDocument message. Does not implicitly {@link eucora.v1.AuditDocument.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.AuditDocument
             * @static
             * @param {eucora.v1.AuditDocument.$Properties} message AuditDocument message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditDocument.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint") && message.checkpoint.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.checkpoint);
                if (message.fromPosition != null && $Object.hasOwnProperty.call(message, "fromPosition") && (typeof message.fromPosition === "object" ? message.fromPosition.low || message.fromPosition.high : message.fromPosition !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.fromPosition);
                if (message.proof != null && message.proof.length)
                    for (let i = 0; i < message.proof.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.proof[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditDocument message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.AuditDocument
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.AuditDocument & eucora.v1.AuditDocument.$Shape} AuditDocument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditDocument.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.AuditDocument();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.checkpoint = value;
                            else
                                delete message.checkpoint;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromPosition = value;
                            else
                                delete message.fromPosition;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.proof && message.proof.length))
                                message.proof = [];
                            message.proof.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AuditDocument;
        })();

        v1.MerkleProof = (function() {

            /**
             * Properties of a MerkleProof.
             * @typedef {Object} eucora.v1.MerkleProof.$Properties
             * @property {number|null} [index] MerkleProof index
             * @property {number|null} [size] MerkleProof size
             * @property {Array.<Uint8Array>|null} [siblings] MerkleProof siblings
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MerkleProof.
             * @memberof eucora.v1
             * @interface IMerkleProof
             * @augments eucora.v1.MerkleProof.$Properties
             * @deprecated Use eucora.v1.MerkleProof.$Properties instead.
             */

            /**
             * Shape of a MerkleProof.
             * @typedef {eucora.v1.MerkleProof.$Properties} eucora.v1.MerkleProof.$Shape
             */

            /**
             * Constructs a new MerkleProof.
             * @memberof eucora.v1
             * @classdesc Represents a MerkleProof.
             * @constructor
             * @param {eucora.v1.MerkleProof.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MerkleProof = function (properties) {
                this.siblings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MerkleProof index.
             * @member {number} index
             * @memberof eucora.v1.MerkleProof
             * @instance
             */
            MerkleProof.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * MerkleProof size.
             * @member {number} size
             * @memberof eucora.v1.MerkleProof
             * @instance
             */
            MerkleProof.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * MerkleProof siblings.
             * @member {Array.<Uint8Array>} siblings
             * @memberof eucora.v1.MerkleProof
             * @instance
             */
            MerkleProof.prototype.siblings = $util.emptyArray;

            /**
             * Encodes the specified MerkleProof message. Does not implicitly {@link eucora.v1.MerkleProof.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.MerkleProof
             * @static
             * @param {eucora.v1.MerkleProof.$Properties} message MerkleProof message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MerkleProof.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.index);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.size);
                if (message.siblings != null && message.siblings.length)
                    for (let i = 0; i < message.siblings.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.siblings[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MerkleProof message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.MerkleProof
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.MerkleProof & eucora.v1.MerkleProof.$Shape} MerkleProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MerkleProof.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.MerkleProof();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.siblings && message.siblings.length))
                                message.siblings = [];
                            message.siblings.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MerkleProof;
        })();

        v1.SiteDocument = (function() {

            /**
             * Properties of a SiteDocument.
             * @typedef {Object} eucora.v1.SiteDocument.$Properties
             * @property {number|null} [version] SiteDocument version
             * @property {string|null} [site] SiteDocument site
             * @property {string|null} [kind] SiteDocument kind
             * @property {number|null} [ledgerEpoch] SiteDocument ledgerEpoch
             * @property {number|null} [generation] SiteDocument generation
             * @property {Uint8Array|null} [parent] SiteDocument parent
             * @property {number|null} [issuedLoMs] SiteDocument issuedLoMs
             * @property {number|null} [issuedHiMs] SiteDocument issuedHiMs
             * @property {Uint8Array|null} [root] SiteDocument root
             * @property {Uint8Array|null} [body] SiteDocument body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SiteDocument.
             * @memberof eucora.v1
             * @interface ISiteDocument
             * @augments eucora.v1.SiteDocument.$Properties
             * @deprecated Use eucora.v1.SiteDocument.$Properties instead.
             */

            /**
             * Shape of a SiteDocument.
             * @typedef {eucora.v1.SiteDocument.$Properties} eucora.v1.SiteDocument.$Shape
             */

            /**
             * Constructs a new SiteDocument.
             * @memberof eucora.v1
             * @classdesc Represents a SiteDocument.
             * @constructor
             * @param {eucora.v1.SiteDocument.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SiteDocument = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SiteDocument version.
             * @member {number} version
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.version = 0;

            /**
             * SiteDocument site.
             * @member {string} site
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.site = "";

            /**
             * SiteDocument kind.
             * @member {string} kind
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.kind = "";

            /**
             * SiteDocument ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SiteDocument generation.
             * @member {number} generation
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SiteDocument parent.
             * @member {Uint8Array} parent
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.parent = $util.newBuffer([]);

            /**
             * SiteDocument issuedLoMs.
             * @member {number} issuedLoMs
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.issuedLoMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SiteDocument issuedHiMs.
             * @member {number} issuedHiMs
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.issuedHiMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SiteDocument root.
             * @member {Uint8Array} root
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.root = $util.newBuffer([]);

            /**
             * SiteDocument body.
             * @member {Uint8Array} body
             * @memberof eucora.v1.SiteDocument
             * @instance
             */
            SiteDocument.prototype.body = $util.newBuffer([]);

            /**
             * Encodes the specified SiteDocument message. Does not implicitly {@link eucora.v1.SiteDocument.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SiteDocument
             * @static
             * @param {eucora.v1.SiteDocument.$Properties} message SiteDocument message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SiteDocument.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.kind);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.generation);
                if (message.parent != null && $Object.hasOwnProperty.call(message, "parent") && message.parent.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.parent);
                if (message.issuedLoMs != null && $Object.hasOwnProperty.call(message, "issuedLoMs") && (typeof message.issuedLoMs === "object" ? message.issuedLoMs.low || message.issuedLoMs.high : message.issuedLoMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.issuedLoMs);
                if (message.issuedHiMs != null && $Object.hasOwnProperty.call(message, "issuedHiMs") && (typeof message.issuedHiMs === "object" ? message.issuedHiMs.low || message.issuedHiMs.high : message.issuedHiMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.issuedHiMs);
                if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.root);
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.body);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SiteDocument message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SiteDocument
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SiteDocument & eucora.v1.SiteDocument.$Shape} SiteDocument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SiteDocument.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SiteDocument();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.parent = value;
                            else
                                delete message.parent;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedLoMs = value;
                            else
                                delete message.issuedLoMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedHiMs = value;
                            else
                                delete message.issuedHiMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.root = value;
                            else
                                delete message.root;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SiteDocument;
        })();

        v1.SiteCertificate = (function() {

            /**
             * Properties of a SiteCertificate.
             * @typedef {Object} eucora.v1.SiteCertificate.$Properties
             * @property {number|null} [version] SiteCertificate version
             * @property {string|null} [site] SiteCertificate site
             * @property {number|null} [siteClass] SiteCertificate siteClass
             * @property {Uint8Array|null} [relayId] SiteCertificate relayId
             * @property {Uint8Array|null} [relayPublic] SiteCertificate relayPublic
             * @property {Uint8Array|null} [relayBoxPublic] SiteCertificate relayBoxPublic
             * @property {Uint8Array|null} [hubPublic] SiteCertificate hubPublic
             * @property {Uint8Array|null} [hubBoxPublic] SiteCertificate hubBoxPublic
             * @property {number|null} [issuedMs] SiteCertificate issuedMs
             * @property {Uint8Array|null} [authority] SiteCertificate authority
             * @property {Uint8Array|null} [issuer] SiteCertificate issuer
             * @property {Uint8Array|null} [server] SiteCertificate server
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SiteCertificate.
             * @memberof eucora.v1
             * @interface ISiteCertificate
             * @augments eucora.v1.SiteCertificate.$Properties
             * @deprecated Use eucora.v1.SiteCertificate.$Properties instead.
             */

            /**
             * Shape of a SiteCertificate.
             * @typedef {eucora.v1.SiteCertificate.$Properties} eucora.v1.SiteCertificate.$Shape
             */

            /**
             * Constructs a new SiteCertificate.
             * @memberof eucora.v1
             * @classdesc Represents a SiteCertificate.
             * @constructor
             * @param {eucora.v1.SiteCertificate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SiteCertificate = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SiteCertificate version.
             * @member {number} version
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.version = 0;

            /**
             * SiteCertificate site.
             * @member {string} site
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.site = "";

            /**
             * SiteCertificate siteClass.
             * @member {number} siteClass
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.siteClass = 0;

            /**
             * SiteCertificate relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.relayId = $util.newBuffer([]);

            /**
             * SiteCertificate relayPublic.
             * @member {Uint8Array} relayPublic
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.relayPublic = $util.newBuffer([]);

            /**
             * SiteCertificate relayBoxPublic.
             * @member {Uint8Array} relayBoxPublic
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.relayBoxPublic = $util.newBuffer([]);

            /**
             * SiteCertificate hubPublic.
             * @member {Uint8Array} hubPublic
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.hubPublic = $util.newBuffer([]);

            /**
             * SiteCertificate hubBoxPublic.
             * @member {Uint8Array} hubBoxPublic
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.hubBoxPublic = $util.newBuffer([]);

            /**
             * SiteCertificate issuedMs.
             * @member {number} issuedMs
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SiteCertificate authority.
             * @member {Uint8Array} authority
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.authority = $util.newBuffer([]);

            /**
             * SiteCertificate issuer.
             * @member {Uint8Array} issuer
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.issuer = $util.newBuffer([]);

            /**
             * SiteCertificate server.
             * @member {Uint8Array} server
             * @memberof eucora.v1.SiteCertificate
             * @instance
             */
            SiteCertificate.prototype.server = $util.newBuffer([]);

            /**
             * Encodes the specified SiteCertificate message. Does not implicitly {@link eucora.v1.SiteCertificate.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.SiteCertificate
             * @static
             * @param {eucora.v1.SiteCertificate.$Properties} message SiteCertificate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SiteCertificate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.siteClass != null && $Object.hasOwnProperty.call(message, "siteClass") && message.siteClass !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.siteClass);
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.relayId);
                if (message.relayPublic != null && $Object.hasOwnProperty.call(message, "relayPublic") && message.relayPublic.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.relayPublic);
                if (message.relayBoxPublic != null && $Object.hasOwnProperty.call(message, "relayBoxPublic") && message.relayBoxPublic.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.relayBoxPublic);
                if (message.hubPublic != null && $Object.hasOwnProperty.call(message, "hubPublic") && message.hubPublic.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.hubPublic);
                if (message.hubBoxPublic != null && $Object.hasOwnProperty.call(message, "hubBoxPublic") && message.hubBoxPublic.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.hubBoxPublic);
                if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.issuedMs);
                if (message.authority != null && $Object.hasOwnProperty.call(message, "authority") && message.authority.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.authority);
                if (message.issuer != null && $Object.hasOwnProperty.call(message, "issuer") && message.issuer.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.issuer);
                if (message.server != null && $Object.hasOwnProperty.call(message, "server") && message.server.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.server);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SiteCertificate message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.SiteCertificate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.SiteCertificate & eucora.v1.SiteCertificate.$Shape} SiteCertificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SiteCertificate.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.SiteCertificate();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.siteClass = value;
                            else
                                delete message.siteClass;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayPublic = value;
                            else
                                delete message.relayPublic;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayBoxPublic = value;
                            else
                                delete message.relayBoxPublic;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hubPublic = value;
                            else
                                delete message.hubPublic;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hubBoxPublic = value;
                            else
                                delete message.hubBoxPublic;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedMs = value;
                            else
                                delete message.issuedMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.authority = value;
                            else
                                delete message.authority;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.issuer = value;
                            else
                                delete message.issuer;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.server = value;
                            else
                                delete message.server;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SiteCertificate;
        })();

        v1.RelayRequest = (function() {

            /**
             * Properties of a RelayRequest.
             * @typedef {Object} eucora.v1.RelayRequest.$Properties
             * @property {number|null} [version] RelayRequest version
             * @property {string|null} [site] RelayRequest site
             * @property {Uint8Array|null} [publicKey] RelayRequest publicKey
             * @property {Uint8Array|null} [boxPublic] RelayRequest boxPublic
             * @property {string|null} [natsPublic] RelayRequest natsPublic
             * @property {Uint8Array|null} [issuerPublic] RelayRequest issuerPublic
             * @property {Uint8Array|null} [serverPublic] RelayRequest serverPublic
             * @property {Uint8Array|null} [issuerProof] RelayRequest issuerProof
             * @property {Uint8Array|null} [serverProof] RelayRequest serverProof
             * @property {Array.<string>|null} [addresses] RelayRequest addresses
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RelayRequest.
             * @memberof eucora.v1
             * @interface IRelayRequest
             * @augments eucora.v1.RelayRequest.$Properties
             * @deprecated Use eucora.v1.RelayRequest.$Properties instead.
             */

            /**
             * Shape of a RelayRequest.
             * @typedef {eucora.v1.RelayRequest.$Properties} eucora.v1.RelayRequest.$Shape
             */

            /**
             * Constructs a new RelayRequest.
             * @memberof eucora.v1
             * @classdesc Represents a RelayRequest.
             * @constructor
             * @param {eucora.v1.RelayRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RelayRequest = function (properties) {
                this.addresses = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RelayRequest version.
             * @member {number} version
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.version = 0;

            /**
             * RelayRequest site.
             * @member {string} site
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.site = "";

            /**
             * RelayRequest publicKey.
             * @member {Uint8Array} publicKey
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.publicKey = $util.newBuffer([]);

            /**
             * RelayRequest boxPublic.
             * @member {Uint8Array} boxPublic
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.boxPublic = $util.newBuffer([]);

            /**
             * RelayRequest natsPublic.
             * @member {string} natsPublic
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.natsPublic = "";

            /**
             * RelayRequest issuerPublic.
             * @member {Uint8Array} issuerPublic
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.issuerPublic = $util.newBuffer([]);

            /**
             * RelayRequest serverPublic.
             * @member {Uint8Array} serverPublic
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.serverPublic = $util.newBuffer([]);

            /**
             * RelayRequest issuerProof.
             * @member {Uint8Array} issuerProof
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.issuerProof = $util.newBuffer([]);

            /**
             * RelayRequest serverProof.
             * @member {Uint8Array} serverProof
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.serverProof = $util.newBuffer([]);

            /**
             * RelayRequest addresses.
             * @member {Array.<string>} addresses
             * @memberof eucora.v1.RelayRequest
             * @instance
             */
            RelayRequest.prototype.addresses = $util.emptyArray;

            /**
             * Encodes the specified RelayRequest message. Does not implicitly {@link eucora.v1.RelayRequest.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.RelayRequest
             * @static
             * @param {eucora.v1.RelayRequest.$Properties} message RelayRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RelayRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
                if (message.boxPublic != null && $Object.hasOwnProperty.call(message, "boxPublic") && message.boxPublic.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.boxPublic);
                if (message.natsPublic != null && $Object.hasOwnProperty.call(message, "natsPublic") && message.natsPublic !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.natsPublic);
                if (message.issuerPublic != null && $Object.hasOwnProperty.call(message, "issuerPublic") && message.issuerPublic.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.issuerPublic);
                if (message.serverPublic != null && $Object.hasOwnProperty.call(message, "serverPublic") && message.serverPublic.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.serverPublic);
                if (message.issuerProof != null && $Object.hasOwnProperty.call(message, "issuerProof") && message.issuerProof.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.issuerProof);
                if (message.serverProof != null && $Object.hasOwnProperty.call(message, "serverProof") && message.serverProof.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.serverProof);
                if (message.addresses != null && message.addresses.length)
                    for (let i = 0; i < message.addresses.length; ++i)
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.addresses[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RelayRequest message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.RelayRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.RelayRequest & eucora.v1.RelayRequest.$Shape} RelayRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RelayRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.RelayRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.boxPublic = value;
                            else
                                delete message.boxPublic;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.natsPublic = value;
                            else
                                delete message.natsPublic;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.issuerPublic = value;
                            else
                                delete message.issuerPublic;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.serverPublic = value;
                            else
                                delete message.serverPublic;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.issuerProof = value;
                            else
                                delete message.issuerProof;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.serverProof = value;
                            else
                                delete message.serverProof;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.addresses && message.addresses.length))
                                message.addresses = [];
                            message.addresses.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RelayRequest;
        })();

        v1.Ticket = (function() {

            /**
             * Properties of a Ticket.
             * @typedef {Object} eucora.v1.Ticket.$Properties
             * @property {number|null} [version] Ticket version
             * @property {string|null} [site] Ticket site
             * @property {Uint8Array|null} [ticketId] Ticket ticketId
             * @property {Uint8Array|null} [secret] Ticket secret
             * @property {Array.<string>|null} [urls] Ticket urls
             * @property {string|null} [natsSeed] Ticket natsSeed
             * @property {Uint8Array|null} [relayPublic] Ticket relayPublic
             * @property {Uint8Array|null} [hubPublic] Ticket hubPublic
             * @property {Uint8Array|null} [authority] Ticket authority
             * @property {Array.<string>|null} [doors] Ticket doors
             * @property {Uint8Array|null} [grant] Ticket grant
             * @property {Uint8Array|null} [trustRootSha256] Ticket trustRootSha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ticket.
             * @memberof eucora.v1
             * @interface ITicket
             * @augments eucora.v1.Ticket.$Properties
             * @deprecated Use eucora.v1.Ticket.$Properties instead.
             */

            /**
             * Shape of a Ticket.
             * @typedef {eucora.v1.Ticket.$Properties} eucora.v1.Ticket.$Shape
             */

            /**
             * Constructs a new Ticket.
             * @memberof eucora.v1
             * @classdesc Represents a Ticket.
             * @constructor
             * @param {eucora.v1.Ticket.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ticket = function (properties) {
                this.urls = [];
                this.doors = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ticket version.
             * @member {number} version
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.version = 0;

            /**
             * Ticket site.
             * @member {string} site
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.site = "";

            /**
             * Ticket ticketId.
             * @member {Uint8Array} ticketId
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.ticketId = $util.newBuffer([]);

            /**
             * Ticket secret.
             * @member {Uint8Array} secret
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.secret = $util.newBuffer([]);

            /**
             * Ticket urls.
             * @member {Array.<string>} urls
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.urls = $util.emptyArray;

            /**
             * Ticket natsSeed.
             * @member {string} natsSeed
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.natsSeed = "";

            /**
             * Ticket relayPublic.
             * @member {Uint8Array} relayPublic
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.relayPublic = $util.newBuffer([]);

            /**
             * Ticket hubPublic.
             * @member {Uint8Array} hubPublic
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.hubPublic = $util.newBuffer([]);

            /**
             * Ticket authority.
             * @member {Uint8Array} authority
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.authority = $util.newBuffer([]);

            /**
             * Ticket doors.
             * @member {Array.<string>} doors
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.doors = $util.emptyArray;

            /**
             * Ticket grant.
             * @member {Uint8Array} grant
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.grant = $util.newBuffer([]);

            /**
             * Ticket trustRootSha256.
             * @member {Uint8Array} trustRootSha256
             * @memberof eucora.v1.Ticket
             * @instance
             */
            Ticket.prototype.trustRootSha256 = $util.newBuffer([]);

            /**
             * Encodes the specified Ticket message. Does not implicitly {@link eucora.v1.Ticket.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Ticket
             * @static
             * @param {eucora.v1.Ticket.$Properties} message Ticket message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ticket.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.ticketId != null && $Object.hasOwnProperty.call(message, "ticketId") && message.ticketId.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.ticketId);
                if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.secret);
                if (message.urls != null && message.urls.length)
                    for (let i = 0; i < message.urls.length; ++i)
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.urls[i]);
                if (message.natsSeed != null && $Object.hasOwnProperty.call(message, "natsSeed") && message.natsSeed !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.natsSeed);
                if (message.relayPublic != null && $Object.hasOwnProperty.call(message, "relayPublic") && message.relayPublic.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.relayPublic);
                if (message.hubPublic != null && $Object.hasOwnProperty.call(message, "hubPublic") && message.hubPublic.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.hubPublic);
                if (message.authority != null && $Object.hasOwnProperty.call(message, "authority") && message.authority.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.authority);
                if (message.doors != null && message.doors.length)
                    for (let i = 0; i < message.doors.length; ++i)
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.doors[i]);
                if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && message.grant.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.grant);
                if (message.trustRootSha256 != null && $Object.hasOwnProperty.call(message, "trustRootSha256") && message.trustRootSha256.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.trustRootSha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ticket message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Ticket
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Ticket & eucora.v1.Ticket.$Shape} Ticket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ticket.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Ticket();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ticketId = value;
                            else
                                delete message.ticketId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.secret = value;
                            else
                                delete message.secret;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.urls && message.urls.length))
                                message.urls = [];
                            message.urls.push(reader.stringVerify());
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.natsSeed = value;
                            else
                                delete message.natsSeed;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayPublic = value;
                            else
                                delete message.relayPublic;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hubPublic = value;
                            else
                                delete message.hubPublic;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.authority = value;
                            else
                                delete message.authority;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.doors && message.doors.length))
                                message.doors = [];
                            message.doors.push(reader.stringVerify());
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.grant = value;
                            else
                                delete message.grant;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.trustRootSha256 = value;
                            else
                                delete message.trustRootSha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ticket;
        })();

        v1.EnrolmentGrant = (function() {

            /**
             * Properties of an EnrolmentGrant.
             * @typedef {Object} eucora.v1.EnrolmentGrant.$Properties
             * @property {number|null} [version] EnrolmentGrant version
             * @property {string|null} [site] EnrolmentGrant site
             * @property {Uint8Array|null} [tokenId] EnrolmentGrant tokenId
             * @property {Uint8Array|null} [tokenPublic] EnrolmentGrant tokenPublic
             * @property {number|null} [uses] EnrolmentGrant uses
             * @property {number|null} [issuedMs] EnrolmentGrant issuedMs
             * @property {number|null} [expiresMs] EnrolmentGrant expiresMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolmentGrant.
             * @memberof eucora.v1
             * @interface IEnrolmentGrant
             * @augments eucora.v1.EnrolmentGrant.$Properties
             * @deprecated Use eucora.v1.EnrolmentGrant.$Properties instead.
             */

            /**
             * Shape of an EnrolmentGrant.
             * @typedef {eucora.v1.EnrolmentGrant.$Properties} eucora.v1.EnrolmentGrant.$Shape
             */

            /**
             * Constructs a new EnrolmentGrant.
             * @memberof eucora.v1
             * @classdesc Represents an EnrolmentGrant.
             * @constructor
             * @param {eucora.v1.EnrolmentGrant.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolmentGrant = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrolmentGrant version.
             * @member {number} version
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.version = 0;

            /**
             * EnrolmentGrant site.
             * @member {string} site
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.site = "";

            /**
             * EnrolmentGrant tokenId.
             * @member {Uint8Array} tokenId
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.tokenId = $util.newBuffer([]);

            /**
             * EnrolmentGrant tokenPublic.
             * @member {Uint8Array} tokenPublic
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.tokenPublic = $util.newBuffer([]);

            /**
             * EnrolmentGrant uses.
             * @member {number} uses
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.uses = 0;

            /**
             * EnrolmentGrant issuedMs.
             * @member {number} issuedMs
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EnrolmentGrant expiresMs.
             * @member {number} expiresMs
             * @memberof eucora.v1.EnrolmentGrant
             * @instance
             */
            EnrolmentGrant.prototype.expiresMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified EnrolmentGrant message. Does not implicitly {@link eucora.v1.EnrolmentGrant.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.EnrolmentGrant
             * @static
             * @param {eucora.v1.EnrolmentGrant.$Properties} message EnrolmentGrant message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolmentGrant.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.tokenId != null && $Object.hasOwnProperty.call(message, "tokenId") && message.tokenId.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.tokenId);
                if (message.tokenPublic != null && $Object.hasOwnProperty.call(message, "tokenPublic") && message.tokenPublic.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.tokenPublic);
                if (message.uses != null && $Object.hasOwnProperty.call(message, "uses") && message.uses !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.uses);
                if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.issuedMs);
                if (message.expiresMs != null && $Object.hasOwnProperty.call(message, "expiresMs") && (typeof message.expiresMs === "object" ? message.expiresMs.low || message.expiresMs.high : message.expiresMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.expiresMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrolmentGrant message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.EnrolmentGrant
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolmentGrant & eucora.v1.EnrolmentGrant.$Shape} EnrolmentGrant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolmentGrant.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.EnrolmentGrant();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenId = value;
                            else
                                delete message.tokenId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenPublic = value;
                            else
                                delete message.tokenPublic;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.uses = value;
                            else
                                delete message.uses;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedMs = value;
                            else
                                delete message.issuedMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresMs = value;
                            else
                                delete message.expiresMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrolmentGrant;
        })();

        v1.EnrolRequest = (function() {

            /**
             * Properties of an EnrolRequest.
             * @typedef {Object} eucora.v1.EnrolRequest.$Properties
             * @property {number|null} [version] EnrolRequest version
             * @property {string|null} [site] EnrolRequest site
             * @property {Uint8Array|null} [publicKey] EnrolRequest publicKey
             * @property {Uint8Array|null} [ticketId] EnrolRequest ticketId
             * @property {boolean|null} [simulated] EnrolRequest simulated
             * @property {string|null} [run] EnrolRequest run
             * @property {eucora.v1.TimeAnchor.$Properties|null} [asked] EnrolRequest asked
             * @property {Uint8Array|null} [tlsPublic] EnrolRequest tlsPublic
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolRequest.
             * @memberof eucora.v1
             * @interface IEnrolRequest
             * @augments eucora.v1.EnrolRequest.$Properties
             * @deprecated Use eucora.v1.EnrolRequest.$Properties instead.
             */

            /**
             * Shape of an EnrolRequest.
             * @typedef {eucora.v1.EnrolRequest.$Properties} eucora.v1.EnrolRequest.$Shape
             */

            /**
             * Constructs a new EnrolRequest.
             * @memberof eucora.v1
             * @classdesc Represents an EnrolRequest.
             * @constructor
             * @param {eucora.v1.EnrolRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrolRequest version.
             * @member {number} version
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.version = 0;

            /**
             * EnrolRequest site.
             * @member {string} site
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.site = "";

            /**
             * EnrolRequest publicKey.
             * @member {Uint8Array} publicKey
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.publicKey = $util.newBuffer([]);

            /**
             * EnrolRequest ticketId.
             * @member {Uint8Array} ticketId
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.ticketId = $util.newBuffer([]);

            /**
             * EnrolRequest simulated.
             * @member {boolean} simulated
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.simulated = false;

            /**
             * EnrolRequest run.
             * @member {string} run
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.run = "";

            /**
             * EnrolRequest asked.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} asked
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.asked = null;

            /**
             * EnrolRequest tlsPublic.
             * @member {Uint8Array} tlsPublic
             * @memberof eucora.v1.EnrolRequest
             * @instance
             */
            EnrolRequest.prototype.tlsPublic = $util.newBuffer([]);

            /**
             * Encodes the specified EnrolRequest message. Does not implicitly {@link eucora.v1.EnrolRequest.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.EnrolRequest
             * @static
             * @param {eucora.v1.EnrolRequest.$Properties} message EnrolRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
                if (message.ticketId != null && $Object.hasOwnProperty.call(message, "ticketId") && message.ticketId.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ticketId);
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated") && message.simulated !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.simulated);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.run);
                if (message.asked != null && $Object.hasOwnProperty.call(message, "asked"))
                    $root.eucora.v1.TimeAnchor.encode(message.asked, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.tlsPublic != null && $Object.hasOwnProperty.call(message, "tlsPublic") && message.tlsPublic.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.tlsPublic);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrolRequest message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.EnrolRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolRequest & eucora.v1.EnrolRequest.$Shape} EnrolRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.EnrolRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ticketId = value;
                            else
                                delete message.ticketId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.simulated = value;
                            else
                                delete message.simulated;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.asked = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.asked);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tlsPublic = value;
                            else
                                delete message.tlsPublic;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrolRequest;
        })();

        v1.EnrolPut = (function() {

            /**
             * Properties of an EnrolPut.
             * @typedef {Object} eucora.v1.EnrolPut.$Properties
             * @property {Uint8Array|null} [payload] EnrolPut payload
             * @property {Uint8Array|null} [signature] EnrolPut signature
             * @property {Uint8Array|null} [ticketProof] EnrolPut ticketProof
             * @property {Uint8Array|null} [tlsProof] EnrolPut tlsProof
             * @property {Uint8Array|null} [grant] EnrolPut grant
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolPut.
             * @memberof eucora.v1
             * @interface IEnrolPut
             * @augments eucora.v1.EnrolPut.$Properties
             * @deprecated Use eucora.v1.EnrolPut.$Properties instead.
             */

            /**
             * Shape of an EnrolPut.
             * @typedef {eucora.v1.EnrolPut.$Properties} eucora.v1.EnrolPut.$Shape
             */

            /**
             * Constructs a new EnrolPut.
             * @memberof eucora.v1
             * @classdesc Represents an EnrolPut.
             * @constructor
             * @param {eucora.v1.EnrolPut.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolPut = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrolPut payload.
             * @member {Uint8Array} payload
             * @memberof eucora.v1.EnrolPut
             * @instance
             */
            EnrolPut.prototype.payload = $util.newBuffer([]);

            /**
             * EnrolPut signature.
             * @member {Uint8Array} signature
             * @memberof eucora.v1.EnrolPut
             * @instance
             */
            EnrolPut.prototype.signature = $util.newBuffer([]);

            /**
             * EnrolPut ticketProof.
             * @member {Uint8Array} ticketProof
             * @memberof eucora.v1.EnrolPut
             * @instance
             */
            EnrolPut.prototype.ticketProof = $util.newBuffer([]);

            /**
             * EnrolPut tlsProof.
             * @member {Uint8Array} tlsProof
             * @memberof eucora.v1.EnrolPut
             * @instance
             */
            EnrolPut.prototype.tlsProof = $util.newBuffer([]);

            /**
             * EnrolPut grant.
             * @member {Uint8Array} grant
             * @memberof eucora.v1.EnrolPut
             * @instance
             */
            EnrolPut.prototype.grant = $util.newBuffer([]);

            /**
             * Encodes the specified EnrolPut message. Does not implicitly {@link eucora.v1.EnrolPut.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.EnrolPut
             * @static
             * @param {eucora.v1.EnrolPut.$Properties} message EnrolPut message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolPut.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                if (message.ticketProof != null && $Object.hasOwnProperty.call(message, "ticketProof") && message.ticketProof.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.ticketProof);
                if (message.tlsProof != null && $Object.hasOwnProperty.call(message, "tlsProof") && message.tlsProof.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.tlsProof);
                if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && message.grant.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.grant);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrolPut message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.EnrolPut
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolPut & eucora.v1.EnrolPut.$Shape} EnrolPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolPut.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.EnrolPut();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ticketProof = value;
                            else
                                delete message.ticketProof;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tlsProof = value;
                            else
                                delete message.tlsProof;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.grant = value;
                            else
                                delete message.grant;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrolPut;
        })();

        v1.RenewalRequest = (function() {

            /**
             * Properties of a RenewalRequest.
             * @typedef {Object} eucora.v1.RenewalRequest.$Properties
             * @property {number|null} [version] RenewalRequest version
             * @property {string|null} [site] RenewalRequest site
             * @property {Uint8Array|null} [publicKey] RenewalRequest publicKey
             * @property {Uint8Array|null} [tlsPublic] RenewalRequest tlsPublic
             * @property {Uint8Array|null} [leaf] RenewalRequest leaf
             * @property {eucora.v1.TimeAnchor.$Properties|null} [asked] RenewalRequest asked
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RenewalRequest.
             * @memberof eucora.v1
             * @interface IRenewalRequest
             * @augments eucora.v1.RenewalRequest.$Properties
             * @deprecated Use eucora.v1.RenewalRequest.$Properties instead.
             */

            /**
             * Shape of a RenewalRequest.
             * @typedef {eucora.v1.RenewalRequest.$Properties} eucora.v1.RenewalRequest.$Shape
             */

            /**
             * Constructs a new RenewalRequest.
             * @memberof eucora.v1
             * @classdesc Represents a RenewalRequest.
             * @constructor
             * @param {eucora.v1.RenewalRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RenewalRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RenewalRequest version.
             * @member {number} version
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.version = 0;

            /**
             * RenewalRequest site.
             * @member {string} site
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.site = "";

            /**
             * RenewalRequest publicKey.
             * @member {Uint8Array} publicKey
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.publicKey = $util.newBuffer([]);

            /**
             * RenewalRequest tlsPublic.
             * @member {Uint8Array} tlsPublic
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.tlsPublic = $util.newBuffer([]);

            /**
             * RenewalRequest leaf.
             * @member {Uint8Array} leaf
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.leaf = $util.newBuffer([]);

            /**
             * RenewalRequest asked.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} asked
             * @memberof eucora.v1.RenewalRequest
             * @instance
             */
            RenewalRequest.prototype.asked = null;

            /**
             * Encodes the specified RenewalRequest message. Does not implicitly {@link eucora.v1.RenewalRequest.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.RenewalRequest
             * @static
             * @param {eucora.v1.RenewalRequest.$Properties} message RenewalRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RenewalRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.publicKey);
                if (message.tlsPublic != null && $Object.hasOwnProperty.call(message, "tlsPublic") && message.tlsPublic.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.tlsPublic);
                if (message.leaf != null && $Object.hasOwnProperty.call(message, "leaf") && message.leaf.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.leaf);
                if (message.asked != null && $Object.hasOwnProperty.call(message, "asked"))
                    $root.eucora.v1.TimeAnchor.encode(message.asked, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RenewalRequest message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.RenewalRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.RenewalRequest & eucora.v1.RenewalRequest.$Shape} RenewalRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RenewalRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.RenewalRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tlsPublic = value;
                            else
                                delete message.tlsPublic;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.leaf = value;
                            else
                                delete message.leaf;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.asked = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.asked);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RenewalRequest;
        })();

        v1.RenewalPut = (function() {

            /**
             * Properties of a RenewalPut.
             * @typedef {Object} eucora.v1.RenewalPut.$Properties
             * @property {Uint8Array|null} [payload] RenewalPut payload
             * @property {Uint8Array|null} [signature] RenewalPut signature
             * @property {Uint8Array|null} [tlsProof] RenewalPut tlsProof
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RenewalPut.
             * @memberof eucora.v1
             * @interface IRenewalPut
             * @augments eucora.v1.RenewalPut.$Properties
             * @deprecated Use eucora.v1.RenewalPut.$Properties instead.
             */

            /**
             * Shape of a RenewalPut.
             * @typedef {eucora.v1.RenewalPut.$Properties} eucora.v1.RenewalPut.$Shape
             */

            /**
             * Constructs a new RenewalPut.
             * @memberof eucora.v1
             * @classdesc Represents a RenewalPut.
             * @constructor
             * @param {eucora.v1.RenewalPut.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RenewalPut = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RenewalPut payload.
             * @member {Uint8Array} payload
             * @memberof eucora.v1.RenewalPut
             * @instance
             */
            RenewalPut.prototype.payload = $util.newBuffer([]);

            /**
             * RenewalPut signature.
             * @member {Uint8Array} signature
             * @memberof eucora.v1.RenewalPut
             * @instance
             */
            RenewalPut.prototype.signature = $util.newBuffer([]);

            /**
             * RenewalPut tlsProof.
             * @member {Uint8Array} tlsProof
             * @memberof eucora.v1.RenewalPut
             * @instance
             */
            RenewalPut.prototype.tlsProof = $util.newBuffer([]);

            /**
             * Encodes the specified RenewalPut message. Does not implicitly {@link eucora.v1.RenewalPut.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.RenewalPut
             * @static
             * @param {eucora.v1.RenewalPut.$Properties} message RenewalPut message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RenewalPut.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.payload);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                if (message.tlsProof != null && $Object.hasOwnProperty.call(message, "tlsProof") && message.tlsProof.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.tlsProof);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RenewalPut message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.RenewalPut
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.RenewalPut & eucora.v1.RenewalPut.$Shape} RenewalPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RenewalPut.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.RenewalPut();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tlsProof = value;
                            else
                                delete message.tlsProof;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RenewalPut;
        })();

        v1.Enrolment = (function() {

            /**
             * Properties of an Enrolment.
             * @typedef {Object} eucora.v1.Enrolment.$Properties
             * @property {number|null} [version] Enrolment version
             * @property {string|null} [site] Enrolment site
             * @property {Uint8Array|null} [relayId] Enrolment relayId
             * @property {Uint8Array|null} [deviceId] Enrolment deviceId
             * @property {Uint8Array|null} [publicKey] Enrolment publicKey
             * @property {boolean|null} [simulated] Enrolment simulated
             * @property {string|null} [run] Enrolment run
             * @property {eucora.v1.TimeAnchor.$Properties|null} [issued] Enrolment issued
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Enrolment.
             * @memberof eucora.v1
             * @interface IEnrolment
             * @augments eucora.v1.Enrolment.$Properties
             * @deprecated Use eucora.v1.Enrolment.$Properties instead.
             */

            /**
             * Shape of an Enrolment.
             * @typedef {eucora.v1.Enrolment.$Properties} eucora.v1.Enrolment.$Shape
             */

            /**
             * Constructs a new Enrolment.
             * @memberof eucora.v1
             * @classdesc Represents an Enrolment.
             * @constructor
             * @param {eucora.v1.Enrolment.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Enrolment = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Enrolment version.
             * @member {number} version
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.version = 0;

            /**
             * Enrolment site.
             * @member {string} site
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.site = "";

            /**
             * Enrolment relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.relayId = $util.newBuffer([]);

            /**
             * Enrolment deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.deviceId = $util.newBuffer([]);

            /**
             * Enrolment publicKey.
             * @member {Uint8Array} publicKey
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.publicKey = $util.newBuffer([]);

            /**
             * Enrolment simulated.
             * @member {boolean} simulated
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.simulated = false;

            /**
             * Enrolment run.
             * @member {string} run
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.run = "";

            /**
             * Enrolment issued.
             * @member {eucora.v1.TimeAnchor.$Properties|null|undefined} issued
             * @memberof eucora.v1.Enrolment
             * @instance
             */
            Enrolment.prototype.issued = null;

            /**
             * Encodes the specified Enrolment message. Does not implicitly {@link eucora.v1.Enrolment.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Enrolment
             * @static
             * @param {eucora.v1.Enrolment.$Properties} message Enrolment message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Enrolment.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.relayId);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.deviceId);
                if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.publicKey);
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated") && message.simulated !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.simulated);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.run);
                if (message.issued != null && $Object.hasOwnProperty.call(message, "issued"))
                    $root.eucora.v1.TimeAnchor.encode(message.issued, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Enrolment message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Enrolment
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Enrolment & eucora.v1.Enrolment.$Shape} Enrolment
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Enrolment.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Enrolment();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.publicKey = value;
                            else
                                delete message.publicKey;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.simulated = value;
                            else
                                delete message.simulated;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.issued = $root.eucora.v1.TimeAnchor.decode(reader, reader.size(), $undefined, _depth + 1, message.issued);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Enrolment;
        })();

        v1.EnrolReply = (function() {

            /**
             * Properties of an EnrolReply.
             * @typedef {Object} eucora.v1.EnrolReply.$Properties
             * @property {Uint8Array|null} [enrolment] EnrolReply enrolment
             * @property {Uint8Array|null} [certificate] EnrolReply certificate
             * @property {string|null} [refused] EnrolReply refused
             * @property {string|null} [detail] EnrolReply detail
             * @property {Uint8Array|null} [leaf] EnrolReply leaf
             * @property {Uint8Array|null} [hubKeys] EnrolReply hubKeys
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrolReply.
             * @memberof eucora.v1
             * @interface IEnrolReply
             * @augments eucora.v1.EnrolReply.$Properties
             * @deprecated Use eucora.v1.EnrolReply.$Properties instead.
             */

            /**
             * Shape of an EnrolReply.
             * @typedef {eucora.v1.EnrolReply.$Properties} eucora.v1.EnrolReply.$Shape
             */

            /**
             * Constructs a new EnrolReply.
             * @memberof eucora.v1
             * @classdesc Represents an EnrolReply.
             * @constructor
             * @param {eucora.v1.EnrolReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrolReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrolReply enrolment.
             * @member {Uint8Array} enrolment
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.enrolment = $util.newBuffer([]);

            /**
             * EnrolReply certificate.
             * @member {Uint8Array} certificate
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.certificate = $util.newBuffer([]);

            /**
             * EnrolReply refused.
             * @member {string} refused
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.refused = "";

            /**
             * EnrolReply detail.
             * @member {string} detail
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.detail = "";

            /**
             * EnrolReply leaf.
             * @member {Uint8Array} leaf
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.leaf = $util.newBuffer([]);

            /**
             * EnrolReply hubKeys.
             * @member {Uint8Array} hubKeys
             * @memberof eucora.v1.EnrolReply
             * @instance
             */
            EnrolReply.prototype.hubKeys = $util.newBuffer([]);

            /**
             * Encodes the specified EnrolReply message. Does not implicitly {@link eucora.v1.EnrolReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.EnrolReply
             * @static
             * @param {eucora.v1.EnrolReply.$Properties} message EnrolReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrolReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.enrolment != null && $Object.hasOwnProperty.call(message, "enrolment") && message.enrolment.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enrolment);
                if (message.certificate != null && $Object.hasOwnProperty.call(message, "certificate") && message.certificate.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.certificate);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.refused);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.leaf != null && $Object.hasOwnProperty.call(message, "leaf") && message.leaf.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.leaf);
                if (message.hubKeys != null && $Object.hasOwnProperty.call(message, "hubKeys") && message.hubKeys.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.hubKeys);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrolReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.EnrolReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.EnrolReply & eucora.v1.EnrolReply.$Shape} EnrolReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrolReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.EnrolReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.enrolment = value;
                            else
                                delete message.enrolment;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.certificate = value;
                            else
                                delete message.certificate;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.leaf = value;
                            else
                                delete message.leaf;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hubKeys = value;
                            else
                                delete message.hubKeys;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnrolReply;
        })();

        v1.Revocations = (function() {

            /**
             * Properties of a Revocations.
             * @typedef {Object} eucora.v1.Revocations.$Properties
             * @property {Array.<Uint8Array>|null} [devices] Revocations devices
             * @property {Array.<Uint8Array>|null} [tokens] Revocations tokens
             * @property {Array.<Uint8Array>|null} [relays] Revocations relays
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Revocations.
             * @memberof eucora.v1
             * @interface IRevocations
             * @augments eucora.v1.Revocations.$Properties
             * @deprecated Use eucora.v1.Revocations.$Properties instead.
             */

            /**
             * Shape of a Revocations.
             * @typedef {eucora.v1.Revocations.$Properties} eucora.v1.Revocations.$Shape
             */

            /**
             * Constructs a new Revocations.
             * @memberof eucora.v1
             * @classdesc Represents a Revocations.
             * @constructor
             * @param {eucora.v1.Revocations.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Revocations = function (properties) {
                this.devices = [];
                this.tokens = [];
                this.relays = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Revocations devices.
             * @member {Array.<Uint8Array>} devices
             * @memberof eucora.v1.Revocations
             * @instance
             */
            Revocations.prototype.devices = $util.emptyArray;

            /**
             * Revocations tokens.
             * @member {Array.<Uint8Array>} tokens
             * @memberof eucora.v1.Revocations
             * @instance
             */
            Revocations.prototype.tokens = $util.emptyArray;

            /**
             * Revocations relays.
             * @member {Array.<Uint8Array>} relays
             * @memberof eucora.v1.Revocations
             * @instance
             */
            Revocations.prototype.relays = $util.emptyArray;

            /**
             * Encodes the specified Revocations message. Does not implicitly {@link eucora.v1.Revocations.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Revocations
             * @static
             * @param {eucora.v1.Revocations.$Properties} message Revocations message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Revocations.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.devices != null && message.devices.length)
                    for (let i = 0; i < message.devices.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.devices[i]);
                if (message.tokens != null && message.tokens.length)
                    for (let i = 0; i < message.tokens.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.tokens[i]);
                if (message.relays != null && message.relays.length)
                    for (let i = 0; i < message.relays.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.relays[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Revocations message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Revocations
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Revocations & eucora.v1.Revocations.$Shape} Revocations
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Revocations.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Revocations();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.devices && message.devices.length))
                                message.devices = [];
                            message.devices.push(reader.bytes());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.tokens && message.tokens.length))
                                message.tokens = [];
                            message.tokens.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.relays && message.relays.length))
                                message.relays = [];
                            message.relays.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Revocations;
        })();

        v1.Collection = (function() {

            /**
             * Properties of a Collection.
             * @typedef {Object} eucora.v1.Collection.$Properties
             * @property {Array.<eucora.v1.CollectionSetting.$Properties>|null} [settings] Collection settings
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Collection.
             * @memberof eucora.v1
             * @interface ICollection
             * @augments eucora.v1.Collection.$Properties
             * @deprecated Use eucora.v1.Collection.$Properties instead.
             */

            /**
             * Shape of a Collection.
             * @typedef {eucora.v1.Collection.$Properties} eucora.v1.Collection.$Shape
             */

            /**
             * Constructs a new Collection.
             * @memberof eucora.v1
             * @classdesc Represents a Collection.
             * @constructor
             * @param {eucora.v1.Collection.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Collection = function (properties) {
                this.settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Collection settings.
             * @member {Array.<eucora.v1.CollectionSetting.$Properties>} settings
             * @memberof eucora.v1.Collection
             * @instance
             */
            Collection.prototype.settings = $util.emptyArray;

            /**
             * Encodes the specified Collection message. Does not implicitly {@link eucora.v1.Collection.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Collection
             * @static
             * @param {eucora.v1.Collection.$Properties} message Collection message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Collection.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.settings != null && message.settings.length)
                    for (let i = 0; i < message.settings.length; ++i)
                        $root.eucora.v1.CollectionSetting.encode(message.settings[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Collection message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Collection
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Collection & eucora.v1.Collection.$Shape} Collection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Collection.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Collection();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.settings && message.settings.length))
                                message.settings = [];
                            message.settings.push($root.eucora.v1.CollectionSetting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Collection;
        })();

        v1.CollectionSetting = (function() {

            /**
             * Properties of a CollectionSetting.
             * @typedef {Object} eucora.v1.CollectionSetting.$Properties
             * @property {string|null} [item] CollectionSetting item
             * @property {number|null} [choice] CollectionSetting choice
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CollectionSetting.
             * @memberof eucora.v1
             * @interface ICollectionSetting
             * @augments eucora.v1.CollectionSetting.$Properties
             * @deprecated Use eucora.v1.CollectionSetting.$Properties instead.
             */

            /**
             * Shape of a CollectionSetting.
             * @typedef {eucora.v1.CollectionSetting.$Properties} eucora.v1.CollectionSetting.$Shape
             */

            /**
             * Constructs a new CollectionSetting.
             * @memberof eucora.v1
             * @classdesc Represents a CollectionSetting.
             * @constructor
             * @param {eucora.v1.CollectionSetting.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CollectionSetting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CollectionSetting item.
             * @member {string} item
             * @memberof eucora.v1.CollectionSetting
             * @instance
             */
            CollectionSetting.prototype.item = "";

            /**
             * CollectionSetting choice.
             * @member {number} choice
             * @memberof eucora.v1.CollectionSetting
             * @instance
             */
            CollectionSetting.prototype.choice = 0;

            /**
             * Encodes the specified CollectionSetting message. Does not implicitly {@link eucora.v1.CollectionSetting.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CollectionSetting
             * @static
             * @param {eucora.v1.CollectionSetting.$Properties} message CollectionSetting message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CollectionSetting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.item != null && $Object.hasOwnProperty.call(message, "item") && message.item !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.item);
                if (message.choice != null && $Object.hasOwnProperty.call(message, "choice") && message.choice !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.choice);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CollectionSetting message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CollectionSetting
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionSetting & eucora.v1.CollectionSetting.$Shape} CollectionSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CollectionSetting.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CollectionSetting();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.item = value;
                            else
                                delete message.item;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.choice = value;
                            else
                                delete message.choice;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CollectionSetting;
        })();

        v1.CollectionAsk = (function() {

            /**
             * Properties of a CollectionAsk.
             * @typedef {Object} eucora.v1.CollectionAsk.$Properties
             * @property {number|null} [version] CollectionAsk version
             * @property {Uint8Array|null} [deviceId] CollectionAsk deviceId
             * @property {number|null} [ledgerEpoch] CollectionAsk ledgerEpoch
             * @property {number|null} [generation] CollectionAsk generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CollectionAsk.
             * @memberof eucora.v1
             * @interface ICollectionAsk
             * @augments eucora.v1.CollectionAsk.$Properties
             * @deprecated Use eucora.v1.CollectionAsk.$Properties instead.
             */

            /**
             * Shape of a CollectionAsk.
             * @typedef {eucora.v1.CollectionAsk.$Properties} eucora.v1.CollectionAsk.$Shape
             */

            /**
             * Constructs a new CollectionAsk.
             * @memberof eucora.v1
             * @classdesc Represents a CollectionAsk.
             * @constructor
             * @param {eucora.v1.CollectionAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CollectionAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CollectionAsk version.
             * @member {number} version
             * @memberof eucora.v1.CollectionAsk
             * @instance
             */
            CollectionAsk.prototype.version = 0;

            /**
             * CollectionAsk deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.CollectionAsk
             * @instance
             */
            CollectionAsk.prototype.deviceId = $util.newBuffer([]);

            /**
             * CollectionAsk ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.CollectionAsk
             * @instance
             */
            CollectionAsk.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CollectionAsk generation.
             * @member {number} generation
             * @memberof eucora.v1.CollectionAsk
             * @instance
             */
            CollectionAsk.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified CollectionAsk message. Does not implicitly {@link eucora.v1.CollectionAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CollectionAsk
             * @static
             * @param {eucora.v1.CollectionAsk.$Properties} message CollectionAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CollectionAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CollectionAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CollectionAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionAsk & eucora.v1.CollectionAsk.$Shape} CollectionAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CollectionAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CollectionAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CollectionAsk;
        })();

        v1.CollectionReply = (function() {

            /**
             * Properties of a CollectionReply.
             * @typedef {Object} eucora.v1.CollectionReply.$Properties
             * @property {Uint8Array|null} [document] CollectionReply document
             * @property {boolean|null} [held] CollectionReply held
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CollectionReply.
             * @memberof eucora.v1
             * @interface ICollectionReply
             * @augments eucora.v1.CollectionReply.$Properties
             * @deprecated Use eucora.v1.CollectionReply.$Properties instead.
             */

            /**
             * Shape of a CollectionReply.
             * @typedef {eucora.v1.CollectionReply.$Properties} eucora.v1.CollectionReply.$Shape
             */

            /**
             * Constructs a new CollectionReply.
             * @memberof eucora.v1
             * @classdesc Represents a CollectionReply.
             * @constructor
             * @param {eucora.v1.CollectionReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CollectionReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CollectionReply document.
             * @member {Uint8Array} document
             * @memberof eucora.v1.CollectionReply
             * @instance
             */
            CollectionReply.prototype.document = $util.newBuffer([]);

            /**
             * CollectionReply held.
             * @member {boolean} held
             * @memberof eucora.v1.CollectionReply
             * @instance
             */
            CollectionReply.prototype.held = false;

            /**
             * Encodes the specified CollectionReply message. Does not implicitly {@link eucora.v1.CollectionReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CollectionReply
             * @static
             * @param {eucora.v1.CollectionReply.$Properties} message CollectionReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CollectionReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.document != null && $Object.hasOwnProperty.call(message, "document") && message.document.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.document);
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.held);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CollectionReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CollectionReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionReply & eucora.v1.CollectionReply.$Shape} CollectionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CollectionReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CollectionReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.document = value;
                            else
                                delete message.document;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CollectionReply;
        })();

        v1.CollectionStatement = (function() {

            /**
             * Properties of a CollectionStatement.
             * @typedef {Object} eucora.v1.CollectionStatement.$Properties
             * @property {number|null} [version] CollectionStatement version
             * @property {string|null} [site] CollectionStatement site
             * @property {number|null} [ledgerEpoch] CollectionStatement ledgerEpoch
             * @property {number|null} [generation] CollectionStatement generation
             * @property {Array.<eucora.v1.CollectionSetting.$Properties>|null} [settings] CollectionStatement settings
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CollectionStatement.
             * @memberof eucora.v1
             * @interface ICollectionStatement
             * @augments eucora.v1.CollectionStatement.$Properties
             * @deprecated Use eucora.v1.CollectionStatement.$Properties instead.
             */

            /**
             * Shape of a CollectionStatement.
             * @typedef {eucora.v1.CollectionStatement.$Properties} eucora.v1.CollectionStatement.$Shape
             */

            /**
             * Constructs a new CollectionStatement.
             * @memberof eucora.v1
             * @classdesc Represents a CollectionStatement.
             * @constructor
             * @param {eucora.v1.CollectionStatement.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CollectionStatement = function (properties) {
                this.settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CollectionStatement version.
             * @member {number} version
             * @memberof eucora.v1.CollectionStatement
             * @instance
             */
            CollectionStatement.prototype.version = 0;

            /**
             * CollectionStatement site.
             * @member {string} site
             * @memberof eucora.v1.CollectionStatement
             * @instance
             */
            CollectionStatement.prototype.site = "";

            /**
             * CollectionStatement ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.CollectionStatement
             * @instance
             */
            CollectionStatement.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CollectionStatement generation.
             * @member {number} generation
             * @memberof eucora.v1.CollectionStatement
             * @instance
             */
            CollectionStatement.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CollectionStatement settings.
             * @member {Array.<eucora.v1.CollectionSetting.$Properties>} settings
             * @memberof eucora.v1.CollectionStatement
             * @instance
             */
            CollectionStatement.prototype.settings = $util.emptyArray;

            /**
             * Encodes the specified CollectionStatement message. Does not implicitly {@link eucora.v1.CollectionStatement.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.CollectionStatement
             * @static
             * @param {eucora.v1.CollectionStatement.$Properties} message CollectionStatement message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CollectionStatement.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.settings != null && message.settings.length)
                    for (let i = 0; i < message.settings.length; ++i)
                        $root.eucora.v1.CollectionSetting.encode(message.settings[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CollectionStatement message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.CollectionStatement
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.CollectionStatement & eucora.v1.CollectionStatement.$Shape} CollectionStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CollectionStatement.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.CollectionStatement();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.settings && message.settings.length))
                                message.settings = [];
                            message.settings.push($root.eucora.v1.CollectionSetting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CollectionStatement;
        })();

        v1.Erasures = (function() {

            /**
             * Properties of an Erasures.
             * @typedef {Object} eucora.v1.Erasures.$Properties
             * @property {Array.<Uint8Array>|null} [subjects] Erasures subjects
             * @property {Uint8Array|null} [hubBoxPublic] Erasures hubBoxPublic
             * @property {number|null} [hubBoxNo] Erasures hubBoxNo
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Erasures.
             * @memberof eucora.v1
             * @interface IErasures
             * @augments eucora.v1.Erasures.$Properties
             * @deprecated Use eucora.v1.Erasures.$Properties instead.
             */

            /**
             * Shape of an Erasures.
             * @typedef {eucora.v1.Erasures.$Properties} eucora.v1.Erasures.$Shape
             */

            /**
             * Constructs a new Erasures.
             * @memberof eucora.v1
             * @classdesc Represents an Erasures.
             * @constructor
             * @param {eucora.v1.Erasures.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Erasures = function (properties) {
                this.subjects = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Erasures subjects.
             * @member {Array.<Uint8Array>} subjects
             * @memberof eucora.v1.Erasures
             * @instance
             */
            Erasures.prototype.subjects = $util.emptyArray;

            /**
             * Erasures hubBoxPublic.
             * @member {Uint8Array} hubBoxPublic
             * @memberof eucora.v1.Erasures
             * @instance
             */
            Erasures.prototype.hubBoxPublic = $util.newBuffer([]);

            /**
             * Erasures hubBoxNo.
             * @member {number} hubBoxNo
             * @memberof eucora.v1.Erasures
             * @instance
             */
            Erasures.prototype.hubBoxNo = 0;

            /**
             * Encodes the specified Erasures message. Does not implicitly {@link eucora.v1.Erasures.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Erasures
             * @static
             * @param {eucora.v1.Erasures.$Properties} message Erasures message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Erasures.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subjects != null && message.subjects.length)
                    for (let i = 0; i < message.subjects.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.subjects[i]);
                if (message.hubBoxPublic != null && $Object.hasOwnProperty.call(message, "hubBoxPublic") && message.hubBoxPublic.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hubBoxPublic);
                if (message.hubBoxNo != null && $Object.hasOwnProperty.call(message, "hubBoxNo") && message.hubBoxNo !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.hubBoxNo);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Erasures message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Erasures
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Erasures & eucora.v1.Erasures.$Shape} Erasures
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Erasures.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Erasures();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.subjects && message.subjects.length))
                                message.subjects = [];
                            message.subjects.push(reader.bytes());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hubBoxPublic = value;
                            else
                                delete message.hubBoxPublic;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hubBoxNo = value;
                            else
                                delete message.hubBoxNo;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Erasures;
        })();

        v1.DocumentAsk = (function() {

            /**
             * Properties of a DocumentAsk.
             * @typedef {Object} eucora.v1.DocumentAsk.$Properties
             * @property {number|null} [version] DocumentAsk version
             * @property {Uint8Array|null} [deviceId] DocumentAsk deviceId
             * @property {number|null} [ledgerEpoch] DocumentAsk ledgerEpoch
             * @property {number|null} [generation] DocumentAsk generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DocumentAsk.
             * @memberof eucora.v1
             * @interface IDocumentAsk
             * @augments eucora.v1.DocumentAsk.$Properties
             * @deprecated Use eucora.v1.DocumentAsk.$Properties instead.
             */

            /**
             * Shape of a DocumentAsk.
             * @typedef {eucora.v1.DocumentAsk.$Properties} eucora.v1.DocumentAsk.$Shape
             */

            /**
             * Constructs a new DocumentAsk.
             * @memberof eucora.v1
             * @classdesc Represents a DocumentAsk.
             * @constructor
             * @param {eucora.v1.DocumentAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DocumentAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DocumentAsk version.
             * @member {number} version
             * @memberof eucora.v1.DocumentAsk
             * @instance
             */
            DocumentAsk.prototype.version = 0;

            /**
             * DocumentAsk deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.DocumentAsk
             * @instance
             */
            DocumentAsk.prototype.deviceId = $util.newBuffer([]);

            /**
             * DocumentAsk ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.DocumentAsk
             * @instance
             */
            DocumentAsk.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DocumentAsk generation.
             * @member {number} generation
             * @memberof eucora.v1.DocumentAsk
             * @instance
             */
            DocumentAsk.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified DocumentAsk message. Does not implicitly {@link eucora.v1.DocumentAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DocumentAsk
             * @static
             * @param {eucora.v1.DocumentAsk.$Properties} message DocumentAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DocumentAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DocumentAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DocumentAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DocumentAsk & eucora.v1.DocumentAsk.$Shape} DocumentAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DocumentAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DocumentAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DocumentAsk;
        })();

        v1.DocumentReply = (function() {

            /**
             * Properties of a DocumentReply.
             * @typedef {Object} eucora.v1.DocumentReply.$Properties
             * @property {Uint8Array|null} [document] DocumentReply document
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DocumentReply.
             * @memberof eucora.v1
             * @interface IDocumentReply
             * @augments eucora.v1.DocumentReply.$Properties
             * @deprecated Use eucora.v1.DocumentReply.$Properties instead.
             */

            /**
             * Shape of a DocumentReply.
             * @typedef {eucora.v1.DocumentReply.$Properties} eucora.v1.DocumentReply.$Shape
             */

            /**
             * Constructs a new DocumentReply.
             * @memberof eucora.v1
             * @classdesc Represents a DocumentReply.
             * @constructor
             * @param {eucora.v1.DocumentReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DocumentReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DocumentReply document.
             * @member {Uint8Array} document
             * @memberof eucora.v1.DocumentReply
             * @instance
             */
            DocumentReply.prototype.document = $util.newBuffer([]);

            /**
             * Encodes the specified DocumentReply message. Does not implicitly {@link eucora.v1.DocumentReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DocumentReply
             * @static
             * @param {eucora.v1.DocumentReply.$Properties} message DocumentReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DocumentReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.document != null && $Object.hasOwnProperty.call(message, "document") && message.document.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.document);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DocumentReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DocumentReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DocumentReply & eucora.v1.DocumentReply.$Shape} DocumentReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DocumentReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DocumentReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.document = value;
                            else
                                delete message.document;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DocumentReply;
        })();

        v1.ErasureStatement = (function() {

            /**
             * Properties of an ErasureStatement.
             * @typedef {Object} eucora.v1.ErasureStatement.$Properties
             * @property {number|null} [version] ErasureStatement version
             * @property {string|null} [site] ErasureStatement site
             * @property {number|null} [ledgerEpoch] ErasureStatement ledgerEpoch
             * @property {number|null} [generation] ErasureStatement generation
             * @property {Array.<Uint8Array>|null} [subjects] ErasureStatement subjects
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ErasureStatement.
             * @memberof eucora.v1
             * @interface IErasureStatement
             * @augments eucora.v1.ErasureStatement.$Properties
             * @deprecated Use eucora.v1.ErasureStatement.$Properties instead.
             */

            /**
             * Shape of an ErasureStatement.
             * @typedef {eucora.v1.ErasureStatement.$Properties} eucora.v1.ErasureStatement.$Shape
             */

            /**
             * Constructs a new ErasureStatement.
             * @memberof eucora.v1
             * @classdesc Represents an ErasureStatement.
             * @constructor
             * @param {eucora.v1.ErasureStatement.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ErasureStatement = function (properties) {
                this.subjects = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ErasureStatement version.
             * @member {number} version
             * @memberof eucora.v1.ErasureStatement
             * @instance
             */
            ErasureStatement.prototype.version = 0;

            /**
             * ErasureStatement site.
             * @member {string} site
             * @memberof eucora.v1.ErasureStatement
             * @instance
             */
            ErasureStatement.prototype.site = "";

            /**
             * ErasureStatement ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.ErasureStatement
             * @instance
             */
            ErasureStatement.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ErasureStatement generation.
             * @member {number} generation
             * @memberof eucora.v1.ErasureStatement
             * @instance
             */
            ErasureStatement.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ErasureStatement subjects.
             * @member {Array.<Uint8Array>} subjects
             * @memberof eucora.v1.ErasureStatement
             * @instance
             */
            ErasureStatement.prototype.subjects = $util.emptyArray;

            /**
             * Encodes the specified ErasureStatement message. Does not implicitly {@link eucora.v1.ErasureStatement.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ErasureStatement
             * @static
             * @param {eucora.v1.ErasureStatement.$Properties} message ErasureStatement message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ErasureStatement.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.site);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.subjects != null && message.subjects.length)
                    for (let i = 0; i < message.subjects.length; ++i)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.subjects[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ErasureStatement message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ErasureStatement
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ErasureStatement & eucora.v1.ErasureStatement.$Shape} ErasureStatement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ErasureStatement.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ErasureStatement();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.subjects && message.subjects.length))
                                message.subjects = [];
                            message.subjects.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ErasureStatement;
        })();

        v1.ErasureMark = (function() {

            /**
             * Properties of an ErasureMark.
             * @typedef {Object} eucora.v1.ErasureMark.$Properties
             * @property {number|null} [ledgerEpoch] ErasureMark ledgerEpoch
             * @property {number|null} [generation] ErasureMark generation
             * @property {number|null} [hubBoxNo] ErasureMark hubBoxNo
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ErasureMark.
             * @memberof eucora.v1
             * @interface IErasureMark
             * @augments eucora.v1.ErasureMark.$Properties
             * @deprecated Use eucora.v1.ErasureMark.$Properties instead.
             */

            /**
             * Shape of an ErasureMark.
             * @typedef {eucora.v1.ErasureMark.$Properties} eucora.v1.ErasureMark.$Shape
             */

            /**
             * Constructs a new ErasureMark.
             * @memberof eucora.v1
             * @classdesc Represents an ErasureMark.
             * @constructor
             * @param {eucora.v1.ErasureMark.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ErasureMark = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ErasureMark ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.ErasureMark
             * @instance
             */
            ErasureMark.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ErasureMark generation.
             * @member {number} generation
             * @memberof eucora.v1.ErasureMark
             * @instance
             */
            ErasureMark.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ErasureMark hubBoxNo.
             * @member {number} hubBoxNo
             * @memberof eucora.v1.ErasureMark
             * @instance
             */
            ErasureMark.prototype.hubBoxNo = 0;

            /**
             * Encodes the specified ErasureMark message. Does not implicitly {@link eucora.v1.ErasureMark.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.ErasureMark
             * @static
             * @param {eucora.v1.ErasureMark.$Properties} message ErasureMark message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ErasureMark.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.generation);
                if (message.hubBoxNo != null && $Object.hasOwnProperty.call(message, "hubBoxNo") && message.hubBoxNo !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.hubBoxNo);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ErasureMark message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.ErasureMark
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.ErasureMark & eucora.v1.ErasureMark.$Shape} ErasureMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ErasureMark.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.ErasureMark();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hubBoxNo = value;
                            else
                                delete message.hubBoxNo;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ErasureMark;
        })();

        v1.HubSuccession = (function() {

            /**
             * Properties of a HubSuccession.
             * @typedef {Object} eucora.v1.HubSuccession.$Properties
             * @property {number|null} [version] HubSuccession version
             * @property {number|null} [number] HubSuccession number
             * @property {Uint8Array|null} [fromPublic] HubSuccession fromPublic
             * @property {Uint8Array|null} [toPublic] HubSuccession toPublic
             * @property {Uint8Array|null} [prevHash] HubSuccession prevHash
             * @property {number|null} [issuedMs] HubSuccession issuedMs
             * @property {number|null} [grantsUntilMs] HubSuccession grantsUntilMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HubSuccession.
             * @memberof eucora.v1
             * @interface IHubSuccession
             * @augments eucora.v1.HubSuccession.$Properties
             * @deprecated Use eucora.v1.HubSuccession.$Properties instead.
             */

            /**
             * Shape of a HubSuccession.
             * @typedef {eucora.v1.HubSuccession.$Properties} eucora.v1.HubSuccession.$Shape
             */

            /**
             * Constructs a new HubSuccession.
             * @memberof eucora.v1
             * @classdesc Represents a HubSuccession.
             * @constructor
             * @param {eucora.v1.HubSuccession.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HubSuccession = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HubSuccession version.
             * @member {number} version
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.version = 0;

            /**
             * HubSuccession number.
             * @member {number} number
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.number = 0;

            /**
             * HubSuccession fromPublic.
             * @member {Uint8Array} fromPublic
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.fromPublic = $util.newBuffer([]);

            /**
             * HubSuccession toPublic.
             * @member {Uint8Array} toPublic
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.toPublic = $util.newBuffer([]);

            /**
             * HubSuccession prevHash.
             * @member {Uint8Array} prevHash
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.prevHash = $util.newBuffer([]);

            /**
             * HubSuccession issuedMs.
             * @member {number} issuedMs
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.issuedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HubSuccession grantsUntilMs.
             * @member {number} grantsUntilMs
             * @memberof eucora.v1.HubSuccession
             * @instance
             */
            HubSuccession.prototype.grantsUntilMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified HubSuccession message. Does not implicitly {@link eucora.v1.HubSuccession.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.HubSuccession
             * @static
             * @param {eucora.v1.HubSuccession.$Properties} message HubSuccession message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HubSuccession.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.number);
                if (message.fromPublic != null && $Object.hasOwnProperty.call(message, "fromPublic") && message.fromPublic.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.fromPublic);
                if (message.toPublic != null && $Object.hasOwnProperty.call(message, "toPublic") && message.toPublic.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.toPublic);
                if (message.prevHash != null && $Object.hasOwnProperty.call(message, "prevHash") && message.prevHash.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.prevHash);
                if (message.issuedMs != null && $Object.hasOwnProperty.call(message, "issuedMs") && (typeof message.issuedMs === "object" ? message.issuedMs.low || message.issuedMs.high : message.issuedMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.issuedMs);
                if (message.grantsUntilMs != null && $Object.hasOwnProperty.call(message, "grantsUntilMs") && (typeof message.grantsUntilMs === "object" ? message.grantsUntilMs.low || message.grantsUntilMs.high : message.grantsUntilMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.grantsUntilMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HubSuccession message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.HubSuccession
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.HubSuccession & eucora.v1.HubSuccession.$Shape} HubSuccession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HubSuccession.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.HubSuccession();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.fromPublic = value;
                            else
                                delete message.fromPublic;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.toPublic = value;
                            else
                                delete message.toPublic;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.prevHash = value;
                            else
                                delete message.prevHash;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedMs = value;
                            else
                                delete message.issuedMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.grantsUntilMs = value;
                            else
                                delete message.grantsUntilMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HubSuccession;
        })();

        v1.HubKeys = (function() {

            /**
             * Properties of a HubKeys.
             * @typedef {Object} eucora.v1.HubKeys.$Properties
             * @property {number|null} [version] HubKeys version
             * @property {Array.<Uint8Array>|null} [successions] HubKeys successions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HubKeys.
             * @memberof eucora.v1
             * @interface IHubKeys
             * @augments eucora.v1.HubKeys.$Properties
             * @deprecated Use eucora.v1.HubKeys.$Properties instead.
             */

            /**
             * Shape of a HubKeys.
             * @typedef {eucora.v1.HubKeys.$Properties} eucora.v1.HubKeys.$Shape
             */

            /**
             * Constructs a new HubKeys.
             * @memberof eucora.v1
             * @classdesc Represents a HubKeys.
             * @constructor
             * @param {eucora.v1.HubKeys.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HubKeys = function (properties) {
                this.successions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HubKeys version.
             * @member {number} version
             * @memberof eucora.v1.HubKeys
             * @instance
             */
            HubKeys.prototype.version = 0;

            /**
             * HubKeys successions.
             * @member {Array.<Uint8Array>} successions
             * @memberof eucora.v1.HubKeys
             * @instance
             */
            HubKeys.prototype.successions = $util.emptyArray;

            /**
             * Encodes the specified HubKeys message. Does not implicitly {@link eucora.v1.HubKeys.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.HubKeys
             * @static
             * @param {eucora.v1.HubKeys.$Properties} message HubKeys message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HubKeys.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.successions != null && message.successions.length)
                    for (let i = 0; i < message.successions.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.successions[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HubKeys message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.HubKeys
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.HubKeys & eucora.v1.HubKeys.$Shape} HubKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HubKeys.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.HubKeys();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.successions && message.successions.length))
                                message.successions = [];
                            message.successions.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HubKeys;
        })();

        v1.HubKeyMark = (function() {

            /**
             * Properties of a HubKeyMark.
             * @typedef {Object} eucora.v1.HubKeyMark.$Properties
             * @property {number|null} [number] HubKeyMark number
             * @property {Uint8Array|null} [hash] HubKeyMark hash
             * @property {number|null} [contradicting] HubKeyMark contradicting
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HubKeyMark.
             * @memberof eucora.v1
             * @interface IHubKeyMark
             * @augments eucora.v1.HubKeyMark.$Properties
             * @deprecated Use eucora.v1.HubKeyMark.$Properties instead.
             */

            /**
             * Shape of a HubKeyMark.
             * @typedef {eucora.v1.HubKeyMark.$Properties} eucora.v1.HubKeyMark.$Shape
             */

            /**
             * Constructs a new HubKeyMark.
             * @memberof eucora.v1
             * @classdesc Represents a HubKeyMark.
             * @constructor
             * @param {eucora.v1.HubKeyMark.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HubKeyMark = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HubKeyMark number.
             * @member {number} number
             * @memberof eucora.v1.HubKeyMark
             * @instance
             */
            HubKeyMark.prototype.number = 0;

            /**
             * HubKeyMark hash.
             * @member {Uint8Array} hash
             * @memberof eucora.v1.HubKeyMark
             * @instance
             */
            HubKeyMark.prototype.hash = $util.newBuffer([]);

            /**
             * HubKeyMark contradicting.
             * @member {number} contradicting
             * @memberof eucora.v1.HubKeyMark
             * @instance
             */
            HubKeyMark.prototype.contradicting = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified HubKeyMark message. Does not implicitly {@link eucora.v1.HubKeyMark.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.HubKeyMark
             * @static
             * @param {eucora.v1.HubKeyMark.$Properties} message HubKeyMark message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HubKeyMark.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hash);
                if (message.contradicting != null && $Object.hasOwnProperty.call(message, "contradicting") && (typeof message.contradicting === "object" ? message.contradicting.low || message.contradicting.high : message.contradicting !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.contradicting);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HubKeyMark message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.HubKeyMark
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.HubKeyMark & eucora.v1.HubKeyMark.$Shape} HubKeyMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HubKeyMark.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.HubKeyMark();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.contradicting = value;
                            else
                                delete message.contradicting;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HubKeyMark;
        })();

        v1.JournalPosition = (function() {

            /**
             * Properties of a JournalPosition.
             * @typedef {Object} eucora.v1.JournalPosition.$Properties
             * @property {Uint8Array|null} [relayId] JournalPosition relayId
             * @property {Uint8Array|null} [incarnation] JournalPosition incarnation
             * @property {number|null} [position] JournalPosition position
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JournalPosition.
             * @memberof eucora.v1
             * @interface IJournalPosition
             * @augments eucora.v1.JournalPosition.$Properties
             * @deprecated Use eucora.v1.JournalPosition.$Properties instead.
             */

            /**
             * Shape of a JournalPosition.
             * @typedef {eucora.v1.JournalPosition.$Properties} eucora.v1.JournalPosition.$Shape
             */

            /**
             * Constructs a new JournalPosition.
             * @memberof eucora.v1
             * @classdesc Represents a JournalPosition.
             * @constructor
             * @param {eucora.v1.JournalPosition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JournalPosition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * JournalPosition relayId.
             * @member {Uint8Array} relayId
             * @memberof eucora.v1.JournalPosition
             * @instance
             */
            JournalPosition.prototype.relayId = $util.newBuffer([]);

            /**
             * JournalPosition incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.JournalPosition
             * @instance
             */
            JournalPosition.prototype.incarnation = $util.newBuffer([]);

            /**
             * JournalPosition position.
             * @member {number} position
             * @memberof eucora.v1.JournalPosition
             * @instance
             */
            JournalPosition.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified JournalPosition message. Does not implicitly {@link eucora.v1.JournalPosition.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.JournalPosition
             * @static
             * @param {eucora.v1.JournalPosition.$Properties} message JournalPosition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JournalPosition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.relayId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.incarnation);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.position);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JournalPosition message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.JournalPosition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.JournalPosition & eucora.v1.JournalPosition.$Shape} JournalPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JournalPosition.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.JournalPosition();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.relayId = value;
                            else
                                delete message.relayId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return JournalPosition;
        })();

        v1.Offer = (function() {

            /**
             * Properties of an Offer.
             * @typedef {Object} eucora.v1.Offer.$Properties
             * @property {number|null} [version] Offer version
             * @property {Uint8Array|null} [deviceId] Offer deviceId
             * @property {Uint8Array|null} [incarnation] Offer incarnation
             * @property {eucora.v1.Lane|null} [lane] Offer lane
             * @property {number|null} [first] Offer first
             * @property {number|null} [last] Offer last
             * @property {number|null} [bytes] Offer bytes
             * @property {eucora.v1.JournalPosition.$Properties|null} [seen] Offer seen
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Offer.
             * @memberof eucora.v1
             * @interface IOffer
             * @augments eucora.v1.Offer.$Properties
             * @deprecated Use eucora.v1.Offer.$Properties instead.
             */

            /**
             * Shape of an Offer.
             * @typedef {eucora.v1.Offer.$Properties} eucora.v1.Offer.$Shape
             */

            /**
             * Constructs a new Offer.
             * @memberof eucora.v1
             * @classdesc Represents an Offer.
             * @constructor
             * @param {eucora.v1.Offer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Offer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Offer version.
             * @member {number} version
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.version = 0;

            /**
             * Offer deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.deviceId = $util.newBuffer([]);

            /**
             * Offer incarnation.
             * @member {Uint8Array} incarnation
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.incarnation = $util.newBuffer([]);

            /**
             * Offer lane.
             * @member {eucora.v1.Lane} lane
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.lane = 0;

            /**
             * Offer first.
             * @member {number} first
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Offer last.
             * @member {number} last
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Offer bytes.
             * @member {number} bytes
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.bytes = 0;

            /**
             * Offer seen.
             * @member {eucora.v1.JournalPosition.$Properties|null|undefined} seen
             * @memberof eucora.v1.Offer
             * @instance
             */
            Offer.prototype.seen = null;

            /**
             * Encodes the specified Offer message. Does not implicitly {@link eucora.v1.Offer.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Offer
             * @static
             * @param {eucora.v1.Offer.$Properties} message Offer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Offer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.incarnation);
                if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.lane);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.first);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && (typeof message.last === "object" ? message.last.low || message.last.high : message.last !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.last);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.bytes);
                if (message.seen != null && $Object.hasOwnProperty.call(message, "seen"))
                    $root.eucora.v1.JournalPosition.encode(message.seen, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Offer message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Offer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Offer & eucora.v1.Offer.$Shape} Offer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Offer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Offer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lane = value;
                            else
                                delete message.lane;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.seen = $root.eucora.v1.JournalPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.seen);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Offer;
        })();

        v1.OfferReply = (function() {

            /**
             * Properties of an OfferReply.
             * @typedef {Object} eucora.v1.OfferReply.$Properties
             * @property {number|null} [grant] OfferReply grant
             * @property {number|null} [retryAfterMs] OfferReply retryAfterMs
             * @property {string|null} [refused] OfferReply refused
             * @property {string|null} [detail] OfferReply detail
             * @property {eucora.v1.JournalPosition.$Properties|null} [head] OfferReply head
             * @property {number|null} [journalledThrough] OfferReply journalledThrough
             * @property {number|null} [committedThrough] OfferReply committedThrough
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OfferReply.
             * @memberof eucora.v1
             * @interface IOfferReply
             * @augments eucora.v1.OfferReply.$Properties
             * @deprecated Use eucora.v1.OfferReply.$Properties instead.
             */

            /**
             * Shape of an OfferReply.
             * @typedef {eucora.v1.OfferReply.$Properties} eucora.v1.OfferReply.$Shape
             */

            /**
             * Constructs a new OfferReply.
             * @memberof eucora.v1
             * @classdesc Represents an OfferReply.
             * @constructor
             * @param {eucora.v1.OfferReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OfferReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OfferReply grant.
             * @member {number} grant
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.grant = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OfferReply retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.retryAfterMs = 0;

            /**
             * OfferReply refused.
             * @member {string} refused
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.refused = "";

            /**
             * OfferReply detail.
             * @member {string} detail
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.detail = "";

            /**
             * OfferReply head.
             * @member {eucora.v1.JournalPosition.$Properties|null|undefined} head
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.head = null;

            /**
             * OfferReply journalledThrough.
             * @member {number} journalledThrough
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.journalledThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OfferReply committedThrough.
             * @member {number} committedThrough
             * @memberof eucora.v1.OfferReply
             * @instance
             */
            OfferReply.prototype.committedThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified OfferReply message. Does not implicitly {@link eucora.v1.OfferReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.OfferReply
             * @static
             * @param {eucora.v1.OfferReply.$Properties} message OfferReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OfferReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && (typeof message.grant === "object" ? message.grant.low || message.grant.high : message.grant !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.grant);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.retryAfterMs);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.refused);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                    $root.eucora.v1.JournalPosition.encode(message.head, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.journalledThrough != null && $Object.hasOwnProperty.call(message, "journalledThrough") && (typeof message.journalledThrough === "object" ? message.journalledThrough.low || message.journalledThrough.high : message.journalledThrough !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.journalledThrough);
                if (message.committedThrough != null && $Object.hasOwnProperty.call(message, "committedThrough") && (typeof message.committedThrough === "object" ? message.committedThrough.low || message.committedThrough.high : message.committedThrough !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.committedThrough);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OfferReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.OfferReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.OfferReply & eucora.v1.OfferReply.$Shape} OfferReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OfferReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.OfferReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.grant = value;
                            else
                                delete message.grant;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.head = $root.eucora.v1.JournalPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.journalledThrough = value;
                            else
                                delete message.journalledThrough;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.committedThrough = value;
                            else
                                delete message.committedThrough;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OfferReply;
        })();

        v1.BatchPut = (function() {

            /**
             * Properties of a BatchPut.
             * @typedef {Object} eucora.v1.BatchPut.$Properties
             * @property {number|null} [version] BatchPut version
             * @property {number|null} [grant] BatchPut grant
             * @property {Uint8Array|null} [batch] BatchPut batch
             * @property {number|null} [nextBytes] BatchPut nextBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchPut.
             * @memberof eucora.v1
             * @interface IBatchPut
             * @augments eucora.v1.BatchPut.$Properties
             * @deprecated Use eucora.v1.BatchPut.$Properties instead.
             */

            /**
             * Shape of a BatchPut.
             * @typedef {eucora.v1.BatchPut.$Properties} eucora.v1.BatchPut.$Shape
             */

            /**
             * Constructs a new BatchPut.
             * @memberof eucora.v1
             * @classdesc Represents a BatchPut.
             * @constructor
             * @param {eucora.v1.BatchPut.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchPut = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchPut version.
             * @member {number} version
             * @memberof eucora.v1.BatchPut
             * @instance
             */
            BatchPut.prototype.version = 0;

            /**
             * BatchPut grant.
             * @member {number} grant
             * @memberof eucora.v1.BatchPut
             * @instance
             */
            BatchPut.prototype.grant = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchPut batch.
             * @member {Uint8Array} batch
             * @memberof eucora.v1.BatchPut
             * @instance
             */
            BatchPut.prototype.batch = $util.newBuffer([]);

            /**
             * BatchPut nextBytes.
             * @member {number} nextBytes
             * @memberof eucora.v1.BatchPut
             * @instance
             */
            BatchPut.prototype.nextBytes = 0;

            /**
             * Encodes the specified BatchPut message. Does not implicitly {@link eucora.v1.BatchPut.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.BatchPut
             * @static
             * @param {eucora.v1.BatchPut.$Properties} message BatchPut message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchPut.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.grant != null && $Object.hasOwnProperty.call(message, "grant") && (typeof message.grant === "object" ? message.grant.low || message.grant.high : message.grant !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.grant);
                if (message.batch != null && $Object.hasOwnProperty.call(message, "batch") && message.batch.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.batch);
                if (message.nextBytes != null && $Object.hasOwnProperty.call(message, "nextBytes") && message.nextBytes !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.nextBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchPut message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.BatchPut
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.BatchPut & eucora.v1.BatchPut.$Shape} BatchPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchPut.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.BatchPut();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.grant = value;
                            else
                                delete message.grant;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.batch = value;
                            else
                                delete message.batch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nextBytes = value;
                            else
                                delete message.nextBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchPut;
        })();

        v1.BatchReply = (function() {

            /**
             * Properties of a BatchReply.
             * @typedef {Object} eucora.v1.BatchReply.$Properties
             * @property {eucora.v1.JournalPosition.$Properties|null} [position] BatchReply position
             * @property {boolean|null} [duplicate] BatchReply duplicate
             * @property {string|null} [refused] BatchReply refused
             * @property {string|null} [detail] BatchReply detail
             * @property {number|null} [journalledThrough] BatchReply journalledThrough
             * @property {number|null} [committedThrough] BatchReply committedThrough
             * @property {number|null} [nextGrant] BatchReply nextGrant
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchReply.
             * @memberof eucora.v1
             * @interface IBatchReply
             * @augments eucora.v1.BatchReply.$Properties
             * @deprecated Use eucora.v1.BatchReply.$Properties instead.
             */

            /**
             * Shape of a BatchReply.
             * @typedef {eucora.v1.BatchReply.$Properties} eucora.v1.BatchReply.$Shape
             */

            /**
             * Constructs a new BatchReply.
             * @memberof eucora.v1
             * @classdesc Represents a BatchReply.
             * @constructor
             * @param {eucora.v1.BatchReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchReply position.
             * @member {eucora.v1.JournalPosition.$Properties|null|undefined} position
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.position = null;

            /**
             * BatchReply duplicate.
             * @member {boolean} duplicate
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.duplicate = false;

            /**
             * BatchReply refused.
             * @member {string} refused
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.refused = "";

            /**
             * BatchReply detail.
             * @member {string} detail
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.detail = "";

            /**
             * BatchReply journalledThrough.
             * @member {number} journalledThrough
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.journalledThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchReply committedThrough.
             * @member {number} committedThrough
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.committedThrough = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchReply nextGrant.
             * @member {number} nextGrant
             * @memberof eucora.v1.BatchReply
             * @instance
             */
            BatchReply.prototype.nextGrant = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified BatchReply message. Does not implicitly {@link eucora.v1.BatchReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.BatchReply
             * @static
             * @param {eucora.v1.BatchReply.$Properties} message BatchReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    $root.eucora.v1.JournalPosition.encode(message.position, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.duplicate != null && $Object.hasOwnProperty.call(message, "duplicate") && message.duplicate !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.duplicate);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.refused);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.journalledThrough != null && $Object.hasOwnProperty.call(message, "journalledThrough") && (typeof message.journalledThrough === "object" ? message.journalledThrough.low || message.journalledThrough.high : message.journalledThrough !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.journalledThrough);
                if (message.committedThrough != null && $Object.hasOwnProperty.call(message, "committedThrough") && (typeof message.committedThrough === "object" ? message.committedThrough.low || message.committedThrough.high : message.committedThrough !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.committedThrough);
                if (message.nextGrant != null && $Object.hasOwnProperty.call(message, "nextGrant") && (typeof message.nextGrant === "object" ? message.nextGrant.low || message.nextGrant.high : message.nextGrant !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.nextGrant);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.BatchReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.BatchReply & eucora.v1.BatchReply.$Shape} BatchReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.BatchReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.position = $root.eucora.v1.JournalPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.duplicate = value;
                            else
                                delete message.duplicate;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.journalledThrough = value;
                            else
                                delete message.journalledThrough;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.committedThrough = value;
                            else
                                delete message.committedThrough;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextGrant = value;
                            else
                                delete message.nextGrant;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BatchReply;
        })();

        v1.DesiredManifest = (function() {

            /**
             * Properties of a DesiredManifest.
             * @typedef {Object} eucora.v1.DesiredManifest.$Properties
             * @property {number|null} [slices] DesiredManifest slices
             * @property {eucora.v1.LeaseTerms.$Properties|null} [lease] DesiredManifest lease
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredManifest.
             * @memberof eucora.v1
             * @interface IDesiredManifest
             * @augments eucora.v1.DesiredManifest.$Properties
             * @deprecated Use eucora.v1.DesiredManifest.$Properties instead.
             */

            /**
             * Shape of a DesiredManifest.
             * @typedef {eucora.v1.DesiredManifest.$Properties} eucora.v1.DesiredManifest.$Shape
             */

            /**
             * Constructs a new DesiredManifest.
             * @memberof eucora.v1
             * @classdesc Represents a DesiredManifest.
             * @constructor
             * @param {eucora.v1.DesiredManifest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredManifest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredManifest slices.
             * @member {number} slices
             * @memberof eucora.v1.DesiredManifest
             * @instance
             */
            DesiredManifest.prototype.slices = 0;

            /**
             * DesiredManifest lease.
             * @member {eucora.v1.LeaseTerms.$Properties|null|undefined} lease
             * @memberof eucora.v1.DesiredManifest
             * @instance
             */
            DesiredManifest.prototype.lease = null;

            /**
             * Encodes the specified DesiredManifest message. Does not implicitly {@link eucora.v1.DesiredManifest.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DesiredManifest
             * @static
             * @param {eucora.v1.DesiredManifest.$Properties} message DesiredManifest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredManifest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.slices != null && $Object.hasOwnProperty.call(message, "slices") && message.slices !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.slices);
                if (message.lease != null && $Object.hasOwnProperty.call(message, "lease"))
                    $root.eucora.v1.LeaseTerms.encode(message.lease, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredManifest message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DesiredManifest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredManifest & eucora.v1.DesiredManifest.$Shape} DesiredManifest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredManifest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DesiredManifest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.slices = value;
                            else
                                delete message.slices;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.lease = $root.eucora.v1.LeaseTerms.decode(reader, reader.size(), $undefined, _depth + 1, message.lease);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DesiredManifest;
        })();

        v1.LeaseTerms = (function() {

            /**
             * Properties of a LeaseTerms.
             * @typedef {Object} eucora.v1.LeaseTerms.$Properties
             * @property {number|null} [freshMs] LeaseTerms freshMs
             * @property {number|null} [graceMs] LeaseTerms graceMs
             * @property {number|null} [holdMs] LeaseTerms holdMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LeaseTerms.
             * @memberof eucora.v1
             * @interface ILeaseTerms
             * @augments eucora.v1.LeaseTerms.$Properties
             * @deprecated Use eucora.v1.LeaseTerms.$Properties instead.
             */

            /**
             * Shape of a LeaseTerms.
             * @typedef {eucora.v1.LeaseTerms.$Properties} eucora.v1.LeaseTerms.$Shape
             */

            /**
             * Constructs a new LeaseTerms.
             * @memberof eucora.v1
             * @classdesc Represents a LeaseTerms.
             * @constructor
             * @param {eucora.v1.LeaseTerms.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LeaseTerms = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LeaseTerms freshMs.
             * @member {number} freshMs
             * @memberof eucora.v1.LeaseTerms
             * @instance
             */
            LeaseTerms.prototype.freshMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LeaseTerms graceMs.
             * @member {number} graceMs
             * @memberof eucora.v1.LeaseTerms
             * @instance
             */
            LeaseTerms.prototype.graceMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LeaseTerms holdMs.
             * @member {number} holdMs
             * @memberof eucora.v1.LeaseTerms
             * @instance
             */
            LeaseTerms.prototype.holdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified LeaseTerms message. Does not implicitly {@link eucora.v1.LeaseTerms.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.LeaseTerms
             * @static
             * @param {eucora.v1.LeaseTerms.$Properties} message LeaseTerms message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LeaseTerms.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.freshMs != null && $Object.hasOwnProperty.call(message, "freshMs") && (typeof message.freshMs === "object" ? message.freshMs.low || message.freshMs.high : message.freshMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.freshMs);
                if (message.graceMs != null && $Object.hasOwnProperty.call(message, "graceMs") && (typeof message.graceMs === "object" ? message.graceMs.low || message.graceMs.high : message.graceMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.graceMs);
                if (message.holdMs != null && $Object.hasOwnProperty.call(message, "holdMs") && (typeof message.holdMs === "object" ? message.holdMs.low || message.holdMs.high : message.holdMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.holdMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LeaseTerms message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.LeaseTerms
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.LeaseTerms & eucora.v1.LeaseTerms.$Shape} LeaseTerms
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LeaseTerms.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.LeaseTerms();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.freshMs = value;
                            else
                                delete message.freshMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.graceMs = value;
                            else
                                delete message.graceMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.holdMs = value;
                            else
                                delete message.holdMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LeaseTerms;
        })();

        v1.DesiredSlice = (function() {

            /**
             * Properties of a DesiredSlice.
             * @typedef {Object} eucora.v1.DesiredSlice.$Properties
             * @property {number|null} [version] DesiredSlice version
             * @property {Uint8Array|null} [deviceId] DesiredSlice deviceId
             * @property {Array.<eucora.v1.DesiredItem.$Properties>|null} [items] DesiredSlice items
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredSlice.
             * @memberof eucora.v1
             * @interface IDesiredSlice
             * @augments eucora.v1.DesiredSlice.$Properties
             * @deprecated Use eucora.v1.DesiredSlice.$Properties instead.
             */

            /**
             * Shape of a DesiredSlice.
             * @typedef {eucora.v1.DesiredSlice.$Properties} eucora.v1.DesiredSlice.$Shape
             */

            /**
             * Constructs a new DesiredSlice.
             * @memberof eucora.v1
             * @classdesc Represents a DesiredSlice.
             * @constructor
             * @param {eucora.v1.DesiredSlice.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredSlice = function (properties) {
                this.items = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredSlice version.
             * @member {number} version
             * @memberof eucora.v1.DesiredSlice
             * @instance
             */
            DesiredSlice.prototype.version = 0;

            /**
             * DesiredSlice deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.DesiredSlice
             * @instance
             */
            DesiredSlice.prototype.deviceId = $util.newBuffer([]);

            /**
             * DesiredSlice items.
             * @member {Array.<eucora.v1.DesiredItem.$Properties>} items
             * @memberof eucora.v1.DesiredSlice
             * @instance
             */
            DesiredSlice.prototype.items = $util.emptyArray;

            /**
             * Encodes the specified DesiredSlice message. Does not implicitly {@link eucora.v1.DesiredSlice.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DesiredSlice
             * @static
             * @param {eucora.v1.DesiredSlice.$Properties} message DesiredSlice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredSlice.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.eucora.v1.DesiredItem.encode(message.items[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredSlice message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DesiredSlice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredSlice & eucora.v1.DesiredSlice.$Shape} DesiredSlice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredSlice.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DesiredSlice();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.eucora.v1.DesiredItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DesiredSlice;
        })();

        v1.DesiredItem = (function() {

            /**
             * Properties of a DesiredItem.
             * @typedef {Object} eucora.v1.DesiredItem.$Properties
             * @property {Uint8Array|null} [assignment] DesiredItem assignment
             * @property {string|null} [packageName] DesiredItem packageName
             * @property {string|null} [format] DesiredItem format
             * @property {string|null} [action] DesiredItem action
             * @property {string|null} [packageVersion] DesiredItem packageVersion
             * @property {eucora.v1.Artifact.$Properties|null} [artifact] DesiredItem artifact
             * @property {boolean|null} [rollback] DesiredItem rollback
             * @property {boolean|null} [security] DesiredItem security
             * @property {number|null} [ring] DesiredItem ring
             * @property {string|null} [plane] DesiredItem plane
             * @property {number|null} [notBeforeMs] DesiredItem notBeforeMs
             * @property {number|null} [deadlineMs] DesiredItem deadlineMs
             * @property {Array.<eucora.v1.MaintenanceWindow.$Properties>|null} [windows] DesiredItem windows
             * @property {Array.<eucora.v1.HealthCheck.$Properties>|null} [before] DesiredItem before
             * @property {Array.<eucora.v1.HealthCheck.$Properties>|null} [after] DesiredItem after
             * @property {number|null} [attemptsMax] DesiredItem attemptsMax
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredItem.
             * @memberof eucora.v1
             * @interface IDesiredItem
             * @augments eucora.v1.DesiredItem.$Properties
             * @deprecated Use eucora.v1.DesiredItem.$Properties instead.
             */

            /**
             * Shape of a DesiredItem.
             * @typedef {eucora.v1.DesiredItem.$Properties} eucora.v1.DesiredItem.$Shape
             */

            /**
             * Constructs a new DesiredItem.
             * @memberof eucora.v1
             * @classdesc Represents a DesiredItem.
             * @constructor
             * @param {eucora.v1.DesiredItem.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredItem = function (properties) {
                this.windows = [];
                this.before = [];
                this.after = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredItem assignment.
             * @member {Uint8Array} assignment
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.assignment = $util.newBuffer([]);

            /**
             * DesiredItem packageName.
             * @member {string} packageName
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.packageName = "";

            /**
             * DesiredItem format.
             * @member {string} format
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.format = "";

            /**
             * DesiredItem action.
             * @member {string} action
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.action = "";

            /**
             * DesiredItem packageVersion.
             * @member {string} packageVersion
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.packageVersion = "";

            /**
             * DesiredItem artifact.
             * @member {eucora.v1.Artifact.$Properties|null|undefined} artifact
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.artifact = null;

            /**
             * DesiredItem rollback.
             * @member {boolean} rollback
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.rollback = false;

            /**
             * DesiredItem security.
             * @member {boolean} security
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.security = false;

            /**
             * DesiredItem ring.
             * @member {number} ring
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.ring = 0;

            /**
             * DesiredItem plane.
             * @member {string} plane
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.plane = "";

            /**
             * DesiredItem notBeforeMs.
             * @member {number} notBeforeMs
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.notBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredItem deadlineMs.
             * @member {number} deadlineMs
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.deadlineMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredItem windows.
             * @member {Array.<eucora.v1.MaintenanceWindow.$Properties>} windows
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.windows = $util.emptyArray;

            /**
             * DesiredItem before.
             * @member {Array.<eucora.v1.HealthCheck.$Properties>} before
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.before = $util.emptyArray;

            /**
             * DesiredItem after.
             * @member {Array.<eucora.v1.HealthCheck.$Properties>} after
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.after = $util.emptyArray;

            /**
             * DesiredItem attemptsMax.
             * @member {number} attemptsMax
             * @memberof eucora.v1.DesiredItem
             * @instance
             */
            DesiredItem.prototype.attemptsMax = 0;

            /**
             * Encodes the specified DesiredItem message. Does not implicitly {@link eucora.v1.DesiredItem.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DesiredItem
             * @static
             * @param {eucora.v1.DesiredItem.$Properties} message DesiredItem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.assignment != null && $Object.hasOwnProperty.call(message, "assignment") && message.assignment.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.assignment);
                if (message.packageName != null && $Object.hasOwnProperty.call(message, "packageName") && message.packageName !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.packageName);
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.format);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.action);
                if (message.packageVersion != null && $Object.hasOwnProperty.call(message, "packageVersion") && message.packageVersion !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.packageVersion);
                if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                    $root.eucora.v1.Artifact.encode(message.artifact, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.rollback != null && $Object.hasOwnProperty.call(message, "rollback") && message.rollback !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.rollback);
                if (message.security != null && $Object.hasOwnProperty.call(message, "security") && message.security !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.security);
                if (message.ring != null && $Object.hasOwnProperty.call(message, "ring") && message.ring !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.ring);
                if (message.plane != null && $Object.hasOwnProperty.call(message, "plane") && message.plane !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.plane);
                if (message.notBeforeMs != null && $Object.hasOwnProperty.call(message, "notBeforeMs") && (typeof message.notBeforeMs === "object" ? message.notBeforeMs.low || message.notBeforeMs.high : message.notBeforeMs !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.notBeforeMs);
                if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && (typeof message.deadlineMs === "object" ? message.deadlineMs.low || message.deadlineMs.high : message.deadlineMs !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.deadlineMs);
                if (message.windows != null && message.windows.length)
                    for (let i = 0; i < message.windows.length; ++i)
                        $root.eucora.v1.MaintenanceWindow.encode(message.windows[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.before != null && message.before.length)
                    for (let i = 0; i < message.before.length; ++i)
                        $root.eucora.v1.HealthCheck.encode(message.before[i], writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.after != null && message.after.length)
                    for (let i = 0; i < message.after.length; ++i)
                        $root.eucora.v1.HealthCheck.encode(message.after[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.attemptsMax != null && $Object.hasOwnProperty.call(message, "attemptsMax") && message.attemptsMax !== 0)
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.attemptsMax);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredItem message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DesiredItem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredItem & eucora.v1.DesiredItem.$Shape} DesiredItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DesiredItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.assignment = value;
                            else
                                delete message.assignment;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageName = value;
                            else
                                delete message.packageName;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageVersion = value;
                            else
                                delete message.packageVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.artifact = $root.eucora.v1.Artifact.decode(reader, reader.size(), $undefined, _depth + 1, message.artifact);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.rollback = value;
                            else
                                delete message.rollback;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.security = value;
                            else
                                delete message.security;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ring = value;
                            else
                                delete message.ring;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.plane = value;
                            else
                                delete message.plane;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.notBeforeMs = value;
                            else
                                delete message.notBeforeMs;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deadlineMs = value;
                            else
                                delete message.deadlineMs;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.windows && message.windows.length))
                                message.windows = [];
                            message.windows.push($root.eucora.v1.MaintenanceWindow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.before && message.before.length))
                                message.before = [];
                            message.before.push($root.eucora.v1.HealthCheck.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.after && message.after.length))
                                message.after = [];
                            message.after.push($root.eucora.v1.HealthCheck.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attemptsMax = value;
                            else
                                delete message.attemptsMax;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DesiredItem;
        })();

        v1.Artifact = (function() {

            /**
             * Properties of an Artifact.
             * @typedef {Object} eucora.v1.Artifact.$Properties
             * @property {string|null} [targetPath] Artifact targetPath
             * @property {Uint8Array|null} [sha256] Artifact sha256
             * @property {number|null} [bytes] Artifact bytes
             * @property {Uint8Array|null} [chunkListSha256] Artifact chunkListSha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Artifact.
             * @memberof eucora.v1
             * @interface IArtifact
             * @augments eucora.v1.Artifact.$Properties
             * @deprecated Use eucora.v1.Artifact.$Properties instead.
             */

            /**
             * Shape of an Artifact.
             * @typedef {eucora.v1.Artifact.$Properties} eucora.v1.Artifact.$Shape
             */

            /**
             * Constructs a new Artifact.
             * @memberof eucora.v1
             * @classdesc Represents an Artifact.
             * @constructor
             * @param {eucora.v1.Artifact.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Artifact = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Artifact targetPath.
             * @member {string} targetPath
             * @memberof eucora.v1.Artifact
             * @instance
             */
            Artifact.prototype.targetPath = "";

            /**
             * Artifact sha256.
             * @member {Uint8Array} sha256
             * @memberof eucora.v1.Artifact
             * @instance
             */
            Artifact.prototype.sha256 = $util.newBuffer([]);

            /**
             * Artifact bytes.
             * @member {number} bytes
             * @memberof eucora.v1.Artifact
             * @instance
             */
            Artifact.prototype.bytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Artifact chunkListSha256.
             * @member {Uint8Array} chunkListSha256
             * @memberof eucora.v1.Artifact
             * @instance
             */
            Artifact.prototype.chunkListSha256 = $util.newBuffer([]);

            /**
             * Encodes the specified Artifact message. Does not implicitly {@link eucora.v1.Artifact.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.Artifact
             * @static
             * @param {eucora.v1.Artifact.$Properties} message Artifact message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Artifact.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.targetPath != null && $Object.hasOwnProperty.call(message, "targetPath") && message.targetPath !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.targetPath);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sha256);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && (typeof message.bytes === "object" ? message.bytes.low || message.bytes.high : message.bytes !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.bytes);
                if (message.chunkListSha256 != null && $Object.hasOwnProperty.call(message, "chunkListSha256") && message.chunkListSha256.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.chunkListSha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Artifact message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.Artifact
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.Artifact & eucora.v1.Artifact.$Shape} Artifact
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Artifact.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.Artifact();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.targetPath = value;
                            else
                                delete message.targetPath;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chunkListSha256 = value;
                            else
                                delete message.chunkListSha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Artifact;
        })();

        v1.MaintenanceWindow = (function() {

            /**
             * Properties of a MaintenanceWindow.
             * @typedef {Object} eucora.v1.MaintenanceWindow.$Properties
             * @property {Array.<number>|null} [days] MaintenanceWindow days
             * @property {number|null} [fromMinute] MaintenanceWindow fromMinute
             * @property {number|null} [minutes] MaintenanceWindow minutes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MaintenanceWindow.
             * @memberof eucora.v1
             * @interface IMaintenanceWindow
             * @augments eucora.v1.MaintenanceWindow.$Properties
             * @deprecated Use eucora.v1.MaintenanceWindow.$Properties instead.
             */

            /**
             * Shape of a MaintenanceWindow.
             * @typedef {eucora.v1.MaintenanceWindow.$Properties} eucora.v1.MaintenanceWindow.$Shape
             */

            /**
             * Constructs a new MaintenanceWindow.
             * @memberof eucora.v1
             * @classdesc Represents a MaintenanceWindow.
             * @constructor
             * @param {eucora.v1.MaintenanceWindow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MaintenanceWindow = function (properties) {
                this.days = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MaintenanceWindow days.
             * @member {Array.<number>} days
             * @memberof eucora.v1.MaintenanceWindow
             * @instance
             */
            MaintenanceWindow.prototype.days = $util.emptyArray;

            /**
             * MaintenanceWindow fromMinute.
             * @member {number} fromMinute
             * @memberof eucora.v1.MaintenanceWindow
             * @instance
             */
            MaintenanceWindow.prototype.fromMinute = 0;

            /**
             * MaintenanceWindow minutes.
             * @member {number} minutes
             * @memberof eucora.v1.MaintenanceWindow
             * @instance
             */
            MaintenanceWindow.prototype.minutes = 0;

            /**
             * Encodes the specified MaintenanceWindow message. Does not implicitly {@link eucora.v1.MaintenanceWindow.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.MaintenanceWindow
             * @static
             * @param {eucora.v1.MaintenanceWindow.$Properties} message MaintenanceWindow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MaintenanceWindow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.days != null && message.days.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.days);
                if (message.fromMinute != null && $Object.hasOwnProperty.call(message, "fromMinute") && message.fromMinute !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.fromMinute);
                if (message.minutes != null && $Object.hasOwnProperty.call(message, "minutes") && message.minutes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.minutes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MaintenanceWindow message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.MaintenanceWindow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.MaintenanceWindow & eucora.v1.MaintenanceWindow.$Shape} MaintenanceWindow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MaintenanceWindow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.MaintenanceWindow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.days && message.days.length))
                                    message.days = [];
                                reader.uint32s(message.days);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.days && message.days.length))
                                message.days = [];
                            message.days.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fromMinute = value;
                            else
                                delete message.fromMinute;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.minutes = value;
                            else
                                delete message.minutes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MaintenanceWindow;
        })();

        v1.HealthCheck = (function() {

            /**
             * Properties of a HealthCheck.
             * @typedef {Object} eucora.v1.HealthCheck.$Properties
             * @property {string|null} [kind] HealthCheck kind
             * @property {string|null} [subject] HealthCheck subject
             * @property {number|null} [port] HealthCheck port
             * @property {Array.<string>|null} [args] HealthCheck args
             * @property {number|null} [timeoutMs] HealthCheck timeoutMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HealthCheck.
             * @memberof eucora.v1
             * @interface IHealthCheck
             * @augments eucora.v1.HealthCheck.$Properties
             * @deprecated Use eucora.v1.HealthCheck.$Properties instead.
             */

            /**
             * Shape of a HealthCheck.
             * @typedef {eucora.v1.HealthCheck.$Properties} eucora.v1.HealthCheck.$Shape
             */

            /**
             * Constructs a new HealthCheck.
             * @memberof eucora.v1
             * @classdesc Represents a HealthCheck.
             * @constructor
             * @param {eucora.v1.HealthCheck.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HealthCheck = function (properties) {
                this.args = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HealthCheck kind.
             * @member {string} kind
             * @memberof eucora.v1.HealthCheck
             * @instance
             */
            HealthCheck.prototype.kind = "";

            /**
             * HealthCheck subject.
             * @member {string} subject
             * @memberof eucora.v1.HealthCheck
             * @instance
             */
            HealthCheck.prototype.subject = "";

            /**
             * HealthCheck port.
             * @member {number} port
             * @memberof eucora.v1.HealthCheck
             * @instance
             */
            HealthCheck.prototype.port = 0;

            /**
             * HealthCheck args.
             * @member {Array.<string>} args
             * @memberof eucora.v1.HealthCheck
             * @instance
             */
            HealthCheck.prototype.args = $util.emptyArray;

            /**
             * HealthCheck timeoutMs.
             * @member {number} timeoutMs
             * @memberof eucora.v1.HealthCheck
             * @instance
             */
            HealthCheck.prototype.timeoutMs = 0;

            /**
             * Encodes the specified HealthCheck message. Does not implicitly {@link eucora.v1.HealthCheck.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.HealthCheck
             * @static
             * @param {eucora.v1.HealthCheck.$Properties} message HealthCheck message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HealthCheck.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.subject);
                if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.port);
                if (message.args != null && message.args.length)
                    for (let i = 0; i < message.args.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.args[i]);
                if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.timeoutMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HealthCheck message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.HealthCheck
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.HealthCheck & eucora.v1.HealthCheck.$Shape} HealthCheck
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HealthCheck.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.HealthCheck();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.port = value;
                            else
                                delete message.port;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.args && message.args.length))
                                message.args = [];
                            message.args.push(reader.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.timeoutMs = value;
                            else
                                delete message.timeoutMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HealthCheck;
        })();

        v1.DesiredAsk = (function() {

            /**
             * Properties of a DesiredAsk.
             * @typedef {Object} eucora.v1.DesiredAsk.$Properties
             * @property {number|null} [version] DesiredAsk version
             * @property {Uint8Array|null} [deviceId] DesiredAsk deviceId
             * @property {number|null} [ledgerEpoch] DesiredAsk ledgerEpoch
             * @property {number|null} [generation] DesiredAsk generation
             * @property {boolean|null} [approved] DesiredAsk approved
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredAsk.
             * @memberof eucora.v1
             * @interface IDesiredAsk
             * @augments eucora.v1.DesiredAsk.$Properties
             * @deprecated Use eucora.v1.DesiredAsk.$Properties instead.
             */

            /**
             * Shape of a DesiredAsk.
             * @typedef {eucora.v1.DesiredAsk.$Properties} eucora.v1.DesiredAsk.$Shape
             */

            /**
             * Constructs a new DesiredAsk.
             * @memberof eucora.v1
             * @classdesc Represents a DesiredAsk.
             * @constructor
             * @param {eucora.v1.DesiredAsk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredAsk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredAsk version.
             * @member {number} version
             * @memberof eucora.v1.DesiredAsk
             * @instance
             */
            DesiredAsk.prototype.version = 0;

            /**
             * DesiredAsk deviceId.
             * @member {Uint8Array} deviceId
             * @memberof eucora.v1.DesiredAsk
             * @instance
             */
            DesiredAsk.prototype.deviceId = $util.newBuffer([]);

            /**
             * DesiredAsk ledgerEpoch.
             * @member {number} ledgerEpoch
             * @memberof eucora.v1.DesiredAsk
             * @instance
             */
            DesiredAsk.prototype.ledgerEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredAsk generation.
             * @member {number} generation
             * @memberof eucora.v1.DesiredAsk
             * @instance
             */
            DesiredAsk.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredAsk approved.
             * @member {boolean} approved
             * @memberof eucora.v1.DesiredAsk
             * @instance
             */
            DesiredAsk.prototype.approved = false;

            /**
             * Encodes the specified DesiredAsk message. Does not implicitly {@link eucora.v1.DesiredAsk.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DesiredAsk
             * @static
             * @param {eucora.v1.DesiredAsk.$Properties} message DesiredAsk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredAsk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.deviceId);
                if (message.ledgerEpoch != null && $Object.hasOwnProperty.call(message, "ledgerEpoch") && (typeof message.ledgerEpoch === "object" ? message.ledgerEpoch.low || message.ledgerEpoch.high : message.ledgerEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ledgerEpoch);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.generation);
                if (message.approved != null && $Object.hasOwnProperty.call(message, "approved") && message.approved !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.approved);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredAsk message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DesiredAsk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredAsk & eucora.v1.DesiredAsk.$Shape} DesiredAsk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredAsk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DesiredAsk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.deviceId = value;
                            else
                                delete message.deviceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ledgerEpoch = value;
                            else
                                delete message.ledgerEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.approved = value;
                            else
                                delete message.approved;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DesiredAsk;
        })();

        v1.DesiredReply = (function() {

            /**
             * Properties of a DesiredReply.
             * @typedef {Object} eucora.v1.DesiredReply.$Properties
             * @property {Uint8Array|null} [manifest] DesiredReply manifest
             * @property {Uint8Array|null} [slice] DesiredReply slice
             * @property {eucora.v1.MerkleProof.$Properties|null} [proof] DesiredReply proof
             * @property {boolean|null} [held] DesiredReply held
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredReply.
             * @memberof eucora.v1
             * @interface IDesiredReply
             * @augments eucora.v1.DesiredReply.$Properties
             * @deprecated Use eucora.v1.DesiredReply.$Properties instead.
             */

            /**
             * Shape of a DesiredReply.
             * @typedef {eucora.v1.DesiredReply.$Properties} eucora.v1.DesiredReply.$Shape
             */

            /**
             * Constructs a new DesiredReply.
             * @memberof eucora.v1
             * @classdesc Represents a DesiredReply.
             * @constructor
             * @param {eucora.v1.DesiredReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredReply manifest.
             * @member {Uint8Array} manifest
             * @memberof eucora.v1.DesiredReply
             * @instance
             */
            DesiredReply.prototype.manifest = $util.newBuffer([]);

            /**
             * DesiredReply slice.
             * @member {Uint8Array} slice
             * @memberof eucora.v1.DesiredReply
             * @instance
             */
            DesiredReply.prototype.slice = $util.newBuffer([]);

            /**
             * DesiredReply proof.
             * @member {eucora.v1.MerkleProof.$Properties|null|undefined} proof
             * @memberof eucora.v1.DesiredReply
             * @instance
             */
            DesiredReply.prototype.proof = null;

            /**
             * DesiredReply held.
             * @member {boolean} held
             * @memberof eucora.v1.DesiredReply
             * @instance
             */
            DesiredReply.prototype.held = false;

            /**
             * Encodes the specified DesiredReply message. Does not implicitly {@link eucora.v1.DesiredReply.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DesiredReply
             * @static
             * @param {eucora.v1.DesiredReply.$Properties} message DesiredReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.manifest);
                if (message.slice != null && $Object.hasOwnProperty.call(message, "slice") && message.slice.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.slice);
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.eucora.v1.MerkleProof.encode(message.proof, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.held);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredReply message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DesiredReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DesiredReply & eucora.v1.DesiredReply.$Shape} DesiredReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DesiredReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.manifest = value;
                            else
                                delete message.manifest;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.slice = value;
                            else
                                delete message.slice;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.proof = $root.eucora.v1.MerkleProof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DesiredReply;
        })();

        v1.DeploymentReport = (function() {

            /**
             * Properties of a DeploymentReport.
             * @typedef {Object} eucora.v1.DeploymentReport.$Properties
             * @property {number|null} [version] DeploymentReport version
             * @property {Uint8Array|null} [assignment] DeploymentReport assignment
             * @property {string|null} [packageName] DeploymentReport packageName
             * @property {string|null} [packageVersion] DeploymentReport packageVersion
             * @property {number|null} [generation] DeploymentReport generation
             * @property {string|null} [step] DeploymentReport step
             * @property {string|null} [code] DeploymentReport code
             * @property {string|null} [detail] DeploymentReport detail
             * @property {number|null} [attempt] DeploymentReport attempt
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeploymentReport.
             * @memberof eucora.v1
             * @interface IDeploymentReport
             * @augments eucora.v1.DeploymentReport.$Properties
             * @deprecated Use eucora.v1.DeploymentReport.$Properties instead.
             */

            /**
             * Shape of a DeploymentReport.
             * @typedef {eucora.v1.DeploymentReport.$Properties} eucora.v1.DeploymentReport.$Shape
             */

            /**
             * Constructs a new DeploymentReport.
             * @memberof eucora.v1
             * @classdesc Represents a DeploymentReport.
             * @constructor
             * @param {eucora.v1.DeploymentReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeploymentReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeploymentReport version.
             * @member {number} version
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.version = 0;

            /**
             * DeploymentReport assignment.
             * @member {Uint8Array} assignment
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.assignment = $util.newBuffer([]);

            /**
             * DeploymentReport packageName.
             * @member {string} packageName
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.packageName = "";

            /**
             * DeploymentReport packageVersion.
             * @member {string} packageVersion
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.packageVersion = "";

            /**
             * DeploymentReport generation.
             * @member {number} generation
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DeploymentReport step.
             * @member {string} step
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.step = "";

            /**
             * DeploymentReport code.
             * @member {string} code
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.code = "";

            /**
             * DeploymentReport detail.
             * @member {string} detail
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.detail = "";

            /**
             * DeploymentReport attempt.
             * @member {number} attempt
             * @memberof eucora.v1.DeploymentReport
             * @instance
             */
            DeploymentReport.prototype.attempt = 0;

            /**
             * Encodes the specified DeploymentReport message. Does not implicitly {@link eucora.v1.DeploymentReport.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DeploymentReport
             * @static
             * @param {eucora.v1.DeploymentReport.$Properties} message DeploymentReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeploymentReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.assignment != null && $Object.hasOwnProperty.call(message, "assignment") && message.assignment.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.assignment);
                if (message.packageName != null && $Object.hasOwnProperty.call(message, "packageName") && message.packageName !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.packageName);
                if (message.packageVersion != null && $Object.hasOwnProperty.call(message, "packageVersion") && message.packageVersion !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.packageVersion);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.generation);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.step);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.detail);
                if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.attempt);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeploymentReport message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DeploymentReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DeploymentReport & eucora.v1.DeploymentReport.$Shape} DeploymentReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeploymentReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DeploymentReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.assignment = value;
                            else
                                delete message.assignment;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageName = value;
                            else
                                delete message.packageName;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageVersion = value;
                            else
                                delete message.packageVersion;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempt = value;
                            else
                                delete message.attempt;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeploymentReport;
        })();

        v1.DeploymentAttestation = (function() {

            /**
             * Properties of a DeploymentAttestation.
             * @typedef {Object} eucora.v1.DeploymentAttestation.$Properties
             * @property {number|null} [version] DeploymentAttestation version
             * @property {Uint8Array|null} [assignment] DeploymentAttestation assignment
             * @property {string|null} [packageName] DeploymentAttestation packageName
             * @property {string|null} [packageVersion] DeploymentAttestation packageVersion
             * @property {Uint8Array|null} [bootId] DeploymentAttestation bootId
             * @property {number|null} [generation] DeploymentAttestation generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeploymentAttestation.
             * @memberof eucora.v1
             * @interface IDeploymentAttestation
             * @augments eucora.v1.DeploymentAttestation.$Properties
             * @deprecated Use eucora.v1.DeploymentAttestation.$Properties instead.
             */

            /**
             * Shape of a DeploymentAttestation.
             * @typedef {eucora.v1.DeploymentAttestation.$Properties} eucora.v1.DeploymentAttestation.$Shape
             */

            /**
             * Constructs a new DeploymentAttestation.
             * @memberof eucora.v1
             * @classdesc Represents a DeploymentAttestation.
             * @constructor
             * @param {eucora.v1.DeploymentAttestation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeploymentAttestation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeploymentAttestation version.
             * @member {number} version
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.version = 0;

            /**
             * DeploymentAttestation assignment.
             * @member {Uint8Array} assignment
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.assignment = $util.newBuffer([]);

            /**
             * DeploymentAttestation packageName.
             * @member {string} packageName
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.packageName = "";

            /**
             * DeploymentAttestation packageVersion.
             * @member {string} packageVersion
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.packageVersion = "";

            /**
             * DeploymentAttestation bootId.
             * @member {Uint8Array} bootId
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.bootId = $util.newBuffer([]);

            /**
             * DeploymentAttestation generation.
             * @member {number} generation
             * @memberof eucora.v1.DeploymentAttestation
             * @instance
             */
            DeploymentAttestation.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified DeploymentAttestation message. Does not implicitly {@link eucora.v1.DeploymentAttestation.verify|verify} messages.
             * @function encode
             * @memberof eucora.v1.DeploymentAttestation
             * @static
             * @param {eucora.v1.DeploymentAttestation.$Properties} message DeploymentAttestation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeploymentAttestation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.assignment != null && $Object.hasOwnProperty.call(message, "assignment") && message.assignment.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.assignment);
                if (message.packageName != null && $Object.hasOwnProperty.call(message, "packageName") && message.packageName !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.packageName);
                if (message.packageVersion != null && $Object.hasOwnProperty.call(message, "packageVersion") && message.packageVersion !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.packageVersion);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.bootId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeploymentAttestation message from the specified reader or buffer.
             * @function decode
             * @memberof eucora.v1.DeploymentAttestation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {eucora.v1.DeploymentAttestation & eucora.v1.DeploymentAttestation.$Shape} DeploymentAttestation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeploymentAttestation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.eucora.v1.DeploymentAttestation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.assignment = value;
                            else
                                delete message.assignment;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageName = value;
                            else
                                delete message.packageName;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.packageVersion = value;
                            else
                                delete message.packageVersion;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeploymentAttestation;
        })();

        return v1;
    })();

    return eucora;
})();

