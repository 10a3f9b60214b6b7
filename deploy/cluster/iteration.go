
// Since Go 1.18 the caller of reflect.mapiterinit has the state of an iteration, which begins with what hiter names.
type iteration struct {
	hiter
	t, h, buckets, bptr   unsafe.Pointer
	overflow, oldoverflow *[]unsafe.Pointer
	startBucket           uintptr
	offset                uint8
	wrapped               bool
	b, i                  uint8
	bucket, checkBucket   uintptr
}

func mapiterinit(rtype unsafe.Pointer, m unsafe.Pointer) *hiter {
	state := new(iteration)
	beginIteration(rtype, m, &state.hiter)
	return &state.hiter
}
